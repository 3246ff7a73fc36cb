"""The numbers of a regulation that reading a list needs, passed into the rules as a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdmissionFigures:
    """Least age at admission in years, and length of probation in months."""

    least_age_years: int
    probation_months: int
