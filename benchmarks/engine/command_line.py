"""The kafka-architect command as installed from a wheel, also where the package is installed in place.

`make` installs in place: importing the package then first asks ninja whether anything must be compiled,
which costs more than the analysis of a small file and is not what users have.
"""

import subprocess
import sys
from pathlib import Path

import kafka_architect
from kafka_architect import _core

from .ours import cli_arguments
from .settings import BUILD

PACKAGE = BUILD / "bench-package" / "kafka_architect"
START = (
    "import sys; "
    "sys.meta_path[:] = [finder for finder in sys.meta_path if 'ScikitBuild' not in type(finder).__name__]; "
    f"sys.path.insert(0, {str(PACKAGE.parent)!r}); "
    "sys.argv[0] = 'kafka-architect'; "
    "from kafka_architect.cli.main import main; main()"
)


def link_package() -> None:
    """Put modules and compiled core into one folder, as a wheel would."""
    PACKAGE.mkdir(parents=True, exist_ok=True)
    for old in PACKAGE.iterdir():
        old.unlink()
    modules = Path(str(kafka_architect.__file__)).parent.iterdir()
    for source in (Path(_core.__file__), *(path for path in modules if not path.name.startswith("_core."))):
        if source.name != "__pycache__":
            (PACKAGE / source.name).symlink_to(source)


def run_process(path: Path) -> None:
    """Run the whole command on a file, its output thrown away."""
    run([sys.executable, "-c", START, *cli_arguments(path)])


def run(command: list[str]) -> None:
    """Run a command; raise CalledProcessError when it fails."""
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
