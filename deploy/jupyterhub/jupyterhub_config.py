"""JupyterHub on one machine: each student has a home of their own with a copy of the lessons.

The settings are environment variables; deploy/README.md explains them.
"""

import os
import sys
from pathlib import Path

setting = os.environ.get
programs = Path(sys.executable).parent
c = get_config()  # noqa: F821 - JupyterHub puts it here

# -- who may come in ------------------------------------------------------------------------------------------------

teachers = {name.strip() for name in setting("SMM_HUB_TEACHERS", "").split(",") if name.strip()}
if trial := setting("SMM_HUB_TRIAL"):  # a folder: any name may come in, and all run as the one who started the Hub
    c.JupyterHub.authenticator_class = "shared-password"
    c.SharedPasswordAuthenticator.user_password = setting("SMM_HUB_PASSWORD")
    c.SharedPasswordAuthenticator.admin_password = setting("SMM_HUB_TEACHERS_PASSWORD") or None
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(Path(trial).resolve() / "{username}")
else:  # people with an account on this machine, each in their own home and with their own rights
    c.JupyterHub.authenticator_class = "pam"
    c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
if group := setting("SMM_HUB_GROUP"):
    c.LocalAuthenticator.allowed_groups = {group}
else:
    c.Authenticator.allow_all = True
c.Authenticator.admin_users = teachers
c.JupyterHub.bind_url = setting("SMM_HUB_ADDRESS", "http://127.0.0.1:8000")
c.ConfigurableHTTPProxy.command = [setting("SMM_HUB_PROXY", f"{programs}/configurable-http-proxy")]

# -- a student's server: lessons are copied into the home, the originals stay in the package ------------------------

megabytes = int(setting("SMM_HUB_MEGABYTES", "2000"))
start = f'ulimit -v {megabytes * 1024}; "{programs}/smm" copy my_course; exec "{programs}/jupyterhub-singleuser" "$@"'
c.Spawner.cmd = ["/bin/sh", "-c", start, "smm"]
c.Spawner.default_url = "/lab/tree/my_course/00_start_here.ipynb"
c.Spawner.environment = {
    "LANG_COURSE": setting("LANG_COURSE", "en"),
    "OPENBLAS_NUM_THREADS": "1",  # each thread takes memory, and forty students share the cores anyway
}
c.Spawner.args = [
    "--MappingKernelManager.cull_idle_timeout=3600",
    "--MappingKernelManager.cull_interval=300",
]
c.Spawner.start_timeout = c.Spawner.http_timeout = 180  # a whole class at once on a small machine

# -- who has left: an hour without a sign of life ends the server; the files stay -----------------------------------

hours = float(setting("SMM_HUB_IDLE_HOURS", "1"))
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", f"--timeout={hours * 3600:.0f}"],
    }
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
