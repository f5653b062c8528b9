"""All kinds of error, in one place: importing this registers every planter."""

from benchmarks.planted import content_errors, figure_errors, review_errors, wording_errors
from benchmarks.planted.planting import PLANTERS, Planted, Planter

MODULES = (figure_errors, content_errors, review_errors, wording_errors)

__all__ = ["MODULES", "PLANTERS", "Planted", "Planter"]
