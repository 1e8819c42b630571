"""WHEN: one flow per file, and the command line. Importing it sets Prefect up, so that a flow called from Python runs as one typed does."""

from flows.environment import be_quiet_and_patient

be_quiet_and_patient()
