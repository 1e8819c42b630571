"""What a run is called on Prefect's pages: its flow and the home it works on, whoever says which home that is."""

from __future__ import annotations

from prefect.runtime import flow_run

from flows.settings import SettingsError, load_settings


def name_of_run() -> str:
    """The name of the flow run that begins: its flow, and the home of its parameters or of the settings.

    A wrong setting is said by the flow itself, which has begun then and can be seen to fail.
    """
    home = flow_run.parameters.get("home")
    try:
        home = load_settings(home=home).home
    except SettingsError:
        home = home or "without settings"
    return f"{flow_run.flow_name}: {home}"
