"""The Django project: settings from the environment, addresses, what every request passes through."""
