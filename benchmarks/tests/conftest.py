"""What these tests share with the package's: no key, no endpoint and no store from the environment."""

from tests.conftest import _no_model_configured, _no_store_of_the_users

__all__ = ["_no_model_configured", "_no_store_of_the_users"]  # fixtures, which pytest finds here by their names
