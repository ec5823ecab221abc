"""Is each statement of the IAM policies needed? Each is taken away, and what is refused is shown.

`make prove iam` deploys into the emulator with IAM enforced, as tests/deployment does.

The deployer begins with no right. Each refusal must name an action; the statement that holds
it, and only that, is then given, and the same command goes on where it stopped: `up`, then
`destroy`. So a statement that is given was needed, with all others that came before it.

The functions' roles lose one statement at a time while a candidate runs, submits and is
forgotten; a witness between the functions and the emulator notes what is refused.

Prints the page for docs/proofs/iam.md. Exit status 1 when a statement was not missed
and BY_REASON does not say why it is there all the same.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from development.steps import say
from tests.deployment.aws.deployed import NAME, Deployed, empty_account
from tests.deployment.aws.rights import Policy, give
from tests.deployment.aws.visitor import Answer
from tests.deployment.aws.witness import Witness, witness

MOST_RUNS = 60
WAIT_SECONDS = 60  # a guess: a verdict takes 5 s here, on a busy machine more
SETTLED_SECONDS = 5  # a role's new rights hold at once here; the queue may be busy with older work
ACTION = re.compile(r"\b([a-z0-9-]+:[A-Z]\w+)")
ECHO = "print(input())\n"

BY_REASON = {
    ("deployer", "SeeWhatOneMay"): "without it a missing right is named when it is needed, as here",
    ("deployer", "HandRolesToFunctions"): "the emulator does not ask for iam:PassRole; AWS does",
    ("web", "WriteItsLog"): "the emulator writes the log itself; AWS uses the role",
    ("web", "SendMail"): "this deployment has no sender; SES asks for it",
    (
        "web",
        "KeepFiles",
    ): "signed links are read with the web's rights, and no candidate follows one",
    ("web", "FindFiles"): "without it, AWS says 403 instead of 404 of a file that is gone",
    ("worker", "WriteItsLog"): "as for the web",
    ("worker", "SendMail"): "as for the web",
    ("worker", "TakeTasks"): "the emulator's reader asks nobody; Lambda's uses the function's role",
}
"""Statements that this proof cannot miss, and why they are there. Source: docs/deploying.md."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What happened without one statement."""

    policy: str
    statement: str
    refused: tuple[str, ...]
    where: str


def actions(statement: dict[str, Any]) -> set[str]:
    named = statement["Action"]
    return set(named if isinstance(named, list) else [named])


# The person who deploys


def prove_deployer(account: Deployed) -> list[Finding]:
    """Give right after right, each when it was refused, until `up` and `destroy` have ended.

    Raises:
        SystemExit: a refusal names no statement of ours, or there are far too many.
    """
    whole = account.policy()
    waiting = {statement["Sid"]: statement for statement in whole["Statement"]}
    waiting.pop("SeeWhatOneMay")  # or it would name them all before anything is done
    granted: list[dict[str, Any]] = []
    findings: list[Finding] = []
    account.employ({**whole, "Statement": [NO_RIGHT]})
    for command in (("up", "--yes"), DESTROY):
        for _ in range(MOST_RUNS):
            done = account.deploy(*command)
            if done.returncode == 0:
                break
            named = set(ACTION.findall(done.stdout.rpartition("\n  ")[2]))
            missed = [sid for sid, statement in waiting.items() if named & actions(statement)]
            if not missed:
                sys.exit(
                    f"`{command[0]}` failed, and no statement that is missing helps:\n{done.stdout}"
                )
            granted.append(waiting.pop(missed[0]))
            refused = tuple(sorted(named & actions(granted[-1])))
            findings.append(Finding("deployer", missed[0], refused, f"`{command[0]}`"))
            say(f"deployer: {missed[0]}: {', '.join(refused)}")
            give(account.emulator, "deployer", {**whole, "Statement": granted})
        else:
            sys.exit(f"`{command[0]}` never came to an end.")
        if command[0] == "up":
            yield_to_functions(account, findings)
    findings += [Finding("deployer", sid, (), "") for sid in waiting]
    return [*findings, Finding("deployer", "SeeWhatOneMay", (), "")]


NO_RIGHT = {"Sid": "Nothing", "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*"}
DESTROY = ("destroy", "--yes", "--confirm", NAME, "--without-export")


# The functions


def yield_to_functions(account: Deployed, findings: list[Finding]) -> None:
    """Prove the functions' policies while the deployment stands."""
    with witness(account.emulator.endpoint_url) as seen:
        client = account.emulator.client("lambda")
        for stage in ("web", "worker"):
            variables = {**account.variables(stage), "AWS_ENDPOINT_URL": seen.address}
            client.update_function_configuration(
                FunctionName=f"{NAME}-{stage}", Environment={"Variables": variables}
            )
        problem = problem_of_a_candidate(account, stop=lambda: False)
        if problem:
            sys.exit(f"With all rights it stopped at: {problem}. Refused: {sorted(seen.refused)}")
        for stage in ("web", "worker"):
            findings += prove_function(account, stage, seen)


def prove_function(account: Deployed, stage: str, seen: Witness) -> list[Finding]:
    """Take each statement of a role away in turn, and put it back."""
    iam, role = account.emulator.client("iam"), f"{NAME}-{stage}"
    whole: Policy = iam.get_role_policy(RoleName=role, PolicyName=role)["PolicyDocument"]
    findings = []
    for statement in whole["Statement"]:
        rest = [other for other in whole["Statement"] if other is not statement]
        put(iam, role, {**whole, "Statement": rest})
        time.sleep(SETTLED_SECONDS)
        seen.refused.clear()
        wanted = actions(statement)
        problem = problem_of_a_candidate(account, stop=lambda: bool(seen.refused & wanted))  # noqa: B023 -- called at once
        refused = tuple(sorted(seen.refused & wanted))
        findings.append(Finding(stage, statement["Sid"], refused, problem if refused else ""))
        say(f"{stage}: {statement['Sid']}: {', '.join(refused) or 'not missed'}; {problem}")
        put(iam, role, whole)
    return findings


def put(iam: Any, role: str, policy: Policy) -> None:
    iam.put_role_policy(RoleName=role, PolicyName=role, PolicyDocument=json.dumps(policy))


def problem_of_a_candidate(account: Deployed, *, stop: Callable[[], bool]) -> str:
    """Let a candidate run, submit and be forgotten; return where that did not go on, or ""."""
    invitation = account.ask("invite")
    code, browser = invitation["code"], account.visitor()
    try:
        page = browser.get("/" + invitation["address"].partition("://")[2].partition("/")[2])
        page = browser.post(page.action("/start/"), page)
        question = browser.get(page.links("/1/")[0])
        run = browser.post(question.action("/1/run/"), question, text=ECHO, language="python")
        submit(browser.post, run)
    except AssertionError as error:
        return f"a page ({str(error)[:60]})"
    if "Accepted Sample 1" not in run.words:
        return "Run"

    def all_are(state: str) -> bool:
        return all(bool(it[state]) for it in account.submissions(code))

    if not comes_true(lambda: all_are("grades"), stop):
        return "waiting for the verdict"
    if not comes_true(lambda: all_are("is_copied"), stop):
        return "waiting for the copy"
    attempt = account.ask("forget", code)["attempt"]
    if not comes_true(lambda: not copies(account, attempt), stop):
        return "forgetting the candidate"
    return ""


def submit(post: Callable[..., Answer], page: Answer) -> None:
    post(page.action("/1/submit/"), page, text=ECHO, language="python")


def copies(account: Deployed, attempt: str) -> list[str]:
    """Return all versions of the copies of one attempt."""
    bucket = f"{NAME}-files-{account.emulator.account}"
    listed = account.emulator.client("s3").list_object_versions(Bucket=bucket)
    return [it["Key"] for it in listed.get("Versions", ()) if attempt in it["Key"]]


def comes_true(is_so: Callable[[], bool], stop: Callable[[], bool]) -> bool:
    """Wait for something; give up when it takes too long or `stop` says so."""
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline and not stop():
        with suppress(AssertionError):
            if is_so():
                return True
        time.sleep(0.5)
    return False


# The page


def page(findings: list[Finding]) -> str:
    lines = ["| Policy | Without | Refused | Noticed at |", "|---|---|---|---|"]
    lines += [
        f"| {it.policy} | `{it.statement}` | {', '.join(it.refused)} | {it.where} |"
        for it in findings
        if it.refused
    ]
    lines += ["", "| Policy | Not missed here | Why it is there |", "|---|---|---|"]
    lines += [
        f"| {it.policy} | `{it.statement}` | {BY_REASON.get((it.policy, it.statement), '**?**')} |"
        for it in findings
        if not it.refused
    ]
    return "\n".join(lines)


def main() -> int:
    start = time.monotonic()
    with empty_account() as account:
        findings = prove_deployer(account)
    print(page(findings))
    unexplained = [
        it for it in findings if not it.refused and (it.policy, it.statement) not in BY_REASON
    ]
    missed = sum(bool(it.refused) for it in findings)
    print(
        f"\n{missed} of {len(findings)} statements were missed, the others are explained;"
        f" {time.monotonic() - start:.0f} s."
    )
    for it in unexplained:
        print(f"Nobody missed {it.statement} of {it.policy}, and nothing says why it is there.")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
