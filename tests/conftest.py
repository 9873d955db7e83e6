"""Fixtures of the tests that need a whole running installation."""

from collections.abc import Iterator

import pytest

from tests.live import House, house, model_house


@pytest.fixture(scope="session")
def _model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The small demo firm as it is filled, once for all houses of this process."""
    with model_house(tmp_path_factory.mktemp("model")) as found:
        yield found


@pytest.fixture(scope="session")
def demo_house(tmp_path_factory: pytest.TempPathFactory, _model: House) -> Iterator[House]:
    """The small demo firm, served; shared by all tests of this process, so each uses own names."""
    with house(tmp_path_factory.mktemp("house"), _model) as found:
        yield found


@pytest.fixture(scope="module")
def own_house(tmp_path_factory: pytest.TempPathFactory, _model: House) -> Iterator[House]:
    """The small demo firm, served for one file of tests that leaves nothing as it was."""
    with house(tmp_path_factory.mktemp("house"), _model) as found:
        yield found


@pytest.fixture(scope="module")
def empty_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """An installation that nobody has set up yet."""
    with house(tmp_path_factory.mktemp("empty"), None) as found:
        yield found
