"""Configuration: where it is found, what is refused, and what the message says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mtcheck.config import Config, discover, load_config, make_config
from mtcheck.errors import ConfigError


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"slect": ["PUN"]}, "place: slect: unknown key; did you mean select?"),
        ({"profile": "artcle"}, "choose from auto, article, feed"),
        ({"drop": ["disclamer"]}, "choose from disclaimer"),
        ({"select": ["PUN0O3"]}, "unknown rule 'PUN0O3'; did you mean PUN003?"),
        (
            {"rules": {"DUP001": {"min-charcters": 5}}},
            "rules.DUP001.min-charcters: unknown option; did you mean",
        ),
        ({"rules": {"DUP001": {"min-characters": "5"}}}, "expected int, got str"),
        (
            {"rules": {"DUP001": {"severity": "awful"}}},
            "'awful' is not a severity; choose from neutral, minor",
        ),
        ({"rules": {"DUP999": {}}}, "rules.DUP999: unknown rule"),
        ({"languages": {"detector": "cld3"}}, "languages.detector: invalid enum value 'cld3'; choose from"),
        ({"languages": {"engine": "cld2"}}, "unknown field `engine`"),
        ({"unsafe": "yes"}, "unsafe: expected `bool`, got `str`"),
        ({"max-characters": "many"}, "max-characters: expected `int`, got `str`"),
    ],
)
def test_what_is_wrong_is_said_with_the_way_out(values: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        make_config(values, "place")
    assert message in str(caught.value)
    assert str(caught.value).startswith("place: ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mtcheck.toml", 'lang = "de"\nignore = ["PUN009"]\n[rules.DUP001]\nmin-characters = 60\n'),
        (
            "pyproject.toml",
            '[tool.mtcheck]\nlang = "de"\nignore = ["PUN009"]\n'
            "[tool.mtcheck.rules.DUP001]\nmin-characters = 60\n",
        ),
        ("setup.cfg", "[mtcheck]\nlang = de\nignore = PUN009\n[mtcheck:rules.DUP001]\nmin-characters = 60\n"),
    ],
)
def test_three_files_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    found = discover(inner)
    assert found == tmp_path / name
    assert load_config(found) == make_config(
        {"lang": "de", "ignore": ["PUN009"], "rules": {"DUP001": {"min-characters": 60}}}
    )


def test_the_nearest_file_wins_and_others_files_are_not_ours(tmp_path: Path) -> None:
    (tmp_path / "mtcheck.toml").write_text('lang = "fr"')
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "setup.cfg").write_text("[metadata]\nname = x\n")
    (inner / "pyproject.toml").write_text("[tool.other]\nbroken = [\n")
    assert discover(inner) == tmp_path / "mtcheck.toml"


@pytest.mark.parametrize("text", ["lang = ", "[[", "lang = 5"])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mtcheck.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"mtcheck\.toml"):
        load_config(path)


def test_the_more_exact_name_wins() -> None:
    codes = {rule.code for rule in make_config({"select": ["PUN003"], "ignore": ["PUN"]}).selected()}
    assert codes == {"PUN003"}
    codes = {rule.code for rule in make_config({"ignore": ["doubled-terminal", "ENC"]}).selected()}
    assert "PUN002" not in codes
    assert "PUN001" in codes
    assert not any(code.startswith("ENC") for code in codes)


def test_severity_and_options_can_be_set() -> None:
    config = make_config({"rules": {"PUN001": {"severity": "critical"}, "DUP": {"severity": "neutral"}}})
    by_code = {rule.code: rule for rule in config.selected()}
    assert config.severity_of(by_code["PUN001"]) == "critical"
    assert config.severity_of(by_code["DUP001"]) == "neutral"
    assert Config().severity_of(by_code["PUN001"]) == "minor"


def test_a_quality_is_0_to_100() -> None:
    assert make_config({"min-quality": 100}).min_quality == 100
    with pytest.raises(ConfigError, match="min-quality: expected `float` <= 100"):
        make_config({"min-quality": 300})
