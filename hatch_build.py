"""What the wheel holds beyond the source: compiled translations and the fonts of screen and paper.

None of it lies in git. The fonts come out of the packages that carry them, with their licences; the dependencies are
those of requirements/. An editable install gets nothing of this: there the starter makes it.
"""

import shutil
import sys
from importlib.metadata import files
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

SCREEN_FONT = "fontpkg-be-vietnam-pro"
PAPER_FONT = "rinoh-typeface-texgyretermes"


class Assets(BuildHookInterface):
    """Makes the files, and tells hatch where in the wheel they go."""

    def initialize(self, version, build_data):
        if version == "editable" or self.target_name != "wheel":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from chibo.ui import fonts
        from chibo.web import translations

        translations.compile_all()
        build_data["artifacts"].append("*.mo")
        made = Path(self.root, "build", "wheel")
        shutil.rmtree(made, ignore_errors=True)
        fonts.build(made / "screen")
        take(SCREEN_FONT, ("LICENSE",), made / "screen")
        take(PAPER_FONT, (".otf", "LICENSE.txt"), made / "paper")
        build_data["force_include"][str(made / "screen")] = "chibo/ui/fonts_built"
        build_data["force_include"][str(made / "paper")] = "chibo/documents/printing/fonts"


class Dependencies(MetadataHookInterface):
    """Reads the dependencies from requirements/, where the locks are made from the same lines."""

    def update(self, metadata):
        metadata["dependencies"] = self._lines("run")
        metadata["optional-dependencies"] = {"postgres": self._lines("postgres")}

    def _lines(self, name):
        lines = Path(self.root, "requirements", f"{name}.in").read_text(encoding="utf-8").splitlines()
        return [line.strip() for line in lines if line.strip() and line[0] not in "#-"]


def take(package, endings, folder):
    """Copy the package's files with these endings into the folder. The package is never imported."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in files(package) or []:
        if file.name.endswith(endings):
            shutil.copyfile(str(file.locate()), folder / file.name)
