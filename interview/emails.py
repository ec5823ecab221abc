"""Mail to candidates and to ourselves."""

from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, mail_admins
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from interview.choices import LetterKind
from interview.models import Invitation, Letter
from quizzes.choices import Fault

FOR_GOOD = 500
"""From here on a server refuses for good. Source: RFC 5321, 4.2.1."""


class MailServerAway(Exception):
    """The mail server did not take a mail and may take it later; holds no address."""


class AddressRefused(Exception):
    """The mail server refuses this address for good; holds no address."""


def send_invitation(invitation: Invitation) -> None:
    """Mail a candidate the link, and what it leads to.

    The mail carries its code in a header, by which SES tells later what became of it.

    Raises:
        MailServerAway: nothing was sent.
        AddressRefused: nothing was sent, and trying again is of no use.
    """
    message = invitation_message(invitation)
    message.metadata = {"mail": invitation.mail_code}  # type: ignore[attr-defined]  # anymail's
    _hand_over(message)


def send_letter(letter: Letter) -> None:
    """Mail what a letter tells.

    Raises:
        MailServerAway: nothing was sent.
        AddressRefused: nothing was sent, and trying again is of no use.
    """
    _hand_over(letter_message(letter))


def _hand_over(message: EmailMessage) -> None:
    try:
        message.send()
    except SMTPRecipientsRefused as refusal:
        codes = sorted({code for code, _ in refusal.recipients.values()})
        problem = f"SMTP {', '.join(map(str, codes))}"
        if all(code >= FOR_GOOD for code in codes):
            raise AddressRefused(problem) from None
        raise MailServerAway(problem) from None
    except (SMTPException, OSError) as error:
        raise MailServerAway(_in_short(error)) from error
    except Exception as error:
        if not _is_of_anymail(error):
            raise
        raise MailServerAway(_in_short(error)) from error


def _is_of_anymail(error: Exception) -> bool:
    """Say so without importing anymail where mail leaves by SMTP."""
    return type(error).__module__.partition(".")[0] == "anymail"


def _in_short(error: Exception) -> str:
    """Return what kind of error it was; its message may hold an address."""
    cause = error.__cause__
    code = getattr(error, "smtp_code", None) or getattr(cause, "response", {}).get("Error", {}).get(
        "Code"
    )
    return f"{type(cause or error).__name__} {code or ''}".strip()


def invitation_message(invitation: Invitation, *, tells_extra_time: bool = True) -> EmailMessage:
    """Return what a candidate is mailed, to be sent or to be shown beforehand.

    Whoever has started is told how to go on, everybody else what to expect.

    tells_extra_time: False to show it to staff whom that does not concern, with
        the quiz's usual length.
    """
    kind = "resume" if invitation.attempt else "invitation"
    context = {
        "invitation": invitation,
        "company": settings.COMPANY_NAME,
        "contact": settings.CONTACT_EMAIL,
        "minutes": invitation.allowance(timezone.now()).minutes
        if tells_extra_time
        else round(invitation.quiz.time_limit.total_seconds() / 60),
        "url": invitation.address,
    }
    subject = render_to_string(f"interview/emails/{kind}_subject.txt", context)
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=render_to_string(f"interview/emails/{kind}.txt", context),
        to=[invitation.candidate.email],
        reply_to=[settings.CONTACT_EMAIL],
    )


TO_COLLEAGUES = frozenset({LetterKind.WITHDRAWN_STAFF, LetterKind.PROBLEM})


def letter_message(letter: Letter) -> EmailMessage:
    """Return a letter with its words: the candidate's in their language, colleagues' in ours.

    Colleagues get no name and no text of the candidate's, which would stay in
    their mail when the person is erased; they get the address of the page.
    """
    invitation = letter.invitation
    to_colleagues = letter.kind in TO_COLLEAGUES
    context = {
        "invitation": invitation,
        "company": settings.COMPANY_NAME,
        "contact": settings.CONTACT_EMAIL,
        "url": invitation.address,
        "admin_url": settings.SITE_URL
        + reverse("admin:interview_invitation_result", args=[invitation.pk]),
        "colleague": letter.recipient,
    }
    if letter.kind == LetterKind.FINISHED and invitation.attempt is not None:
        reached = invitation.attempt.answers.reached().select_related("question")
        context["answers"] = reached.order_by("number")
    if letter.kind in {LetterKind.PROBLEM, LetterKind.ANSWER}:
        problem = invitation.problems.get(code=letter.occasion)
        context["problem"] = problem
        context["url"] = f"{settings.SITE_URL}{reverse('interview:help', args=[invitation.code])}"
        context["admin_url"] = settings.SITE_URL + reverse(
            "admin:interview_problem_answer", args=[problem.pk]
        )
    address = invitation.candidate.email
    if to_colleagues:
        address = letter.recipient.email if letter.recipient else settings.CONTACT_EMAIL
    language = settings.LANGUAGE_CODE if to_colleagues else invitation.candidate.language
    with translation.override(language):
        subject = render_to_string(f"interview/emails/{letter.kind}_subject.txt", context)
        body = render_to_string(f"interview/emails/{letter.kind}.txt", context)
    return EmailMessage(
        subject=" ".join(subject.split()),
        body=body,
        to=[address],
        reply_to=[settings.CONTACT_EMAIL],
    )


def report_ungraded(*, submission_code: str, fault: Fault) -> None:
    """Tell the administrators that the grader failed, in no words of its own: see `Fault`."""
    mail_admins(
        subject="A submission could not be graded",
        message=(
            f"Submission {submission_code} could not be graded, after a second try.\n"
            f"{fault.label}. The admin shows what exactly it said.\n\n"
            "The candidate was told that the answer is safe, and has lost no points.\n"
            "When the cause is mended, choose the result in the admin and press Grade again."
        ),
    )
