"""Settings come from HANDRAIL_* variables and the command line, typed, and a wrong one is named."""

from pathlib import Path

import pytest

from handrail.settings import SettingIsWrong, settings_from


def test_every_kind_of_setting_is_read_from_its_variable() -> None:
    found = settings_from(
        {
            "HANDRAIL_DATA": "/srv/handrail",
            "HANDRAIL_PORT": "9000",
            "HANDRAIL_DEBOUNCE_SECONDS": "0.5",
            "HANDRAIL_SMTP_STARTTLS": "no",
            "HANDRAIL_ALLOWED_ORIGINS": "https://shop.example, https://www.shop.example",
            "HANDRAIL_EMBEDDER_DIMENSIONS": "384",
            "HANDRAIL_EMBEDDER": "none",
            "HANDRAIL_SMTP_HOST": "",
            "DATABASE_URL": "postgresql://db.example/handrail",
        }
    )
    assert (found.data, found.port, found.debounce_seconds) == (Path("/srv/handrail"), 9000, 0.5)
    assert (found.smtp_starttls, found.smtp_host, found.embedder_dimensions) == (False, None, 384)
    assert found.allowed_origins == ("https://shop.example", "https://www.shop.example")
    assert found.database_url == "postgresql://db.example/handrail"


def test_the_command_line_stands_above_the_variables() -> None:
    assert settings_from({"HANDRAIL_PORT": "9000"}, port=9001, host=None).port == 9001


@pytest.mark.parametrize(
    "wrong",
    [
        {"HANDRAIL_PORT": "many"},
        {"HANDRAIL_PORT": "0"},
        {"HANDRAIL_SMTP_STARTTLS": "perhaps"},
        {"HANDRAIL_DEBOUNCE_SECONDS": "2"},
        {"HANDRAIL_EMBEDDER": "magic"},
        {"HANDRAIL_FILES_ENDPOINT": "s3.example.org", "HANDRAIL_FILES_BUCKET": "files"},
        {"HANDRAIL_FILES_SECRET": "hush", "HANDRAIL_FILES_BUCKET": "files"},
        {"HANDRAIL_FILES_PREFIX": "/desk", "HANDRAIL_FILES_BUCKET": "files"},
    ],
)
def test_a_wrong_setting_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingIsWrong, match=next(iter(wrong))):
        settings_from(wrong)


def test_files_go_to_a_bucket_that_is_wholly_named() -> None:
    bucket = {"HANDRAIL_FILES_ENDPOINT": "https://host.example/storage/v1/s3", "HANDRAIL_FILES_PREFIX": "desk/eu/"}
    assert settings_from({**bucket, "HANDRAIL_FILES_BUCKET": "files"}).files_prefix == "desk/eu/"
    with pytest.raises(SettingIsWrong, match="HANDRAIL_FILES_BUCKET is missing"):
        settings_from(bucket)


def test_no_secret_shows_when_settings_are_printed() -> None:
    shown = repr(settings_from({"HANDRAIL_SECRET_KEY": "aa" * 32, "HANDRAIL_SMTP_PASSWORD": "hush"}))
    assert "hush" not in shown
    assert "aa" * 32 not in shown
