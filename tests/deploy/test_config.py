"""The settings of a school server: what the config file makes of them, read by the reader that JupyterHub uses."""

import re
from pathlib import Path

import pytest
import yaml
from traitlets.config.loader import Config, PyFileConfigLoader

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
CONFIG = DEPLOY / "jupyterhub" / "jupyterhub_config.py"


@pytest.fixture
def configured(monkeypatch):
    def configured(**settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        return PyFileConfigLoader(CONFIG.name, path=str(CONFIG.parent)).load_config()

    return configured


def test_without_settings_people_of_this_machine_come_in_and_work_with_their_own_rights(configured):
    config = configured()
    assert config.JupyterHub.authenticator_class == "pam"
    assert config.JupyterHub.spawner_class.endswith("LocalProcessSpawner")
    assert config.JupyterHub.bind_url.startswith("http://127.0.0.1:")


def test_a_trial_lets_in_nobody_without_a_password(configured):
    config = configured(SMM_HUB_TRIAL="homes")
    assert config.JupyterHub.authenticator_class == "shared-password"
    assert config.SharedPasswordAuthenticator.user_password is None


def test_a_group_keeps_everybody_else_out(configured):
    config = configured(SMM_HUB_GROUP="students")
    assert config.LocalAuthenticator.allowed_groups == {"students"}
    assert "allow_all" not in config.Authenticator


def test_memory_language_and_idle_time_are_settings(configured):
    config = configured(SMM_HUB_MEGABYTES="500", LANG_COURSE="de", SMM_HUB_IDLE_HOURS="0.5")
    assert "ulimit -v 512000;" in config.Spawner.cmd[2]
    assert config.Spawner.environment["LANG_COURSE"] == "de"
    assert config.JupyterHub.services[0]["command"][-1] == "--timeout=1800"


def test_kubernetes_starts_a_student_as_one_machine_does(configured):
    one = configured()
    many = yaml.safe_load((DEPLOY / "jupyterhub" / "values.yaml").read_text(encoding="utf-8"))
    student = many["singleuser"]
    assert student["defaultUrl"] == one.Spawner.default_url
    assert many["hub"]["config"]["KubeSpawner"]["args"] == one.Spawner.args
    assert student["extraEnv"].keys() == one.Spawner.environment.keys()
    command = re.sub(r'"[^"]*/([\w-]+)"', r"\1", one.Spawner.cmd[2])
    assert student["cmd"] == [*one.Spawner.cmd[:2], command.partition("; ")[2], one.Spawner.cmd[3]]


def test_a_learning_platform_replaces_the_password_and_is_told_no_name():
    """The names of the settings are those of LTI13Authenticator; what is in capitals is the school's own."""
    lti = yaml.safe_load((DEPLOY / "jupyterhub" / "lti.yaml").read_text(encoding="utf-8"))["hub"]["config"]
    config = Config(lti)
    assert config.JupyterHub.authenticator_class.endswith(".LTI13Authenticator")
    given = config.LTI13Authenticator
    assert set(given) == {"issuer", "client_id", "authorize_url", "jwks_endpoint", "username_key", "tool_name"}
    assert all(given[name].startswith("https://PLATFORM") for name in ("issuer", "authorize_url", "jwks_endpoint"))
    assert given.username_key == "sub"
    assert isinstance(given.client_id, list)


def test_every_setting_is_explained():
    used = set(re.findall(r"SMM_HUB_\w+", CONFIG.read_text(encoding="utf-8")))
    assert used == set(re.findall(r"SMM_HUB_\w+", (DEPLOY / "README.md").read_text(encoding="utf-8")))
