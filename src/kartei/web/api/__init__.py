"""The public API, ``/api/v1``: generic record endpoints and, through Ninja, the fixed rest."""
