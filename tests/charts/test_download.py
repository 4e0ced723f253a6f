import pytest

from tracker import charts


@pytest.mark.parametrize("picture_format", ["png", "svg"])
def test_a_picture_is_saved_in_the_format_asked_for_at_twice_its_size(picture_format):
    button = charts.picture_config(picture_format, "losses")["toImageButtonOptions"]
    assert button == {"format": picture_format, "scale": 2, "filename": "losses"}


@pytest.mark.parametrize(
    ("name", "safe"),
    [("a/b: c?", "a-b-c"), ("втрати 2024", "втрати-2024"), ("///", "claims"), ("x" * 200, "x" * 80)],
)
def test_a_file_name_is_one_that_file_systems_take(name, safe):
    assert charts.picture_config("png", name)["toImageButtonOptions"]["filename"] == safe


def test_zooming_stays_and_lassos_go():
    config = charts.PICTURE_CONFIG
    assert config["displaylogo"] is False
    assert {"lasso2d", "select2d"} <= set(config["modeBarButtonsToRemove"])
    assert "zoom2d" not in config["modeBarButtonsToRemove"]
