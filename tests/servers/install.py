"""Make the virtual environment of the real-server tests, or find it made.

usage: install.py REQUIREMENTS DIRECTORY

Prints the path of the environment's interpreter. The environment is made anew
when the requirements or this Python changed. Of two installs at once the second
waits; the kernel drops the lock however the first one ends.
"""

import fcntl
import subprocess
import sys
import venv
from pathlib import Path


def install(requirements: Path, directory: Path) -> Path:
    python = directory / "bin" / "python"
    made_from = directory / "made-from.txt"
    wanted = f"# Python {sys.version}\n{requirements.read_text()}"
    if made_from.exists() and made_from.read_text() == wanted:
        return python
    venv.create(directory, clear=True, with_pip=True)
    pip = [python, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
    patience = ["--retries", "2", "--timeout", "20"]
    subprocess.run([*pip, "install", *patience, "-r", requirements], check=True, stdout=sys.stderr)
    made_from.write_text(wanted)
    return python


def main() -> None:
    requirements, directory = Path(sys.argv[1]), Path(sys.argv[2])
    directory.parent.mkdir(parents=True, exist_ok=True)
    with open(directory.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            print(install(requirements, directory))
        except subprocess.CalledProcessError as error:
            sys.exit(error.returncode)  # the child has said why on standard error


main()
