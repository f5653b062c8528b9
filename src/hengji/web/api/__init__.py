"""
The interface for machines: services and access tables of the screens, results of the command line.

Every address is in the OpenAPI description at `/api/v1/openapi.json`; `/api/v1/docs` reads it to a person.
"""
