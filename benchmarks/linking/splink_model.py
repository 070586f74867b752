"""What Splink compares, and which pairs: our normalised columns, our levels, in the terms of its settings."""

from typing import Any, Final

from splink import SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

# Of each comparison the levels in order, most alike first; "null" says where nothing is to be learned. Where two places
# are equal, a rare one weighs more.
_BOTH_DATED: Final = "dated_l + dated_r = 2"
_APART: Final = "greatest(first_day_l, first_day_r) - least(last_day_l, last_day_r)"
_LEVELS: Final = {
    "place": {
        "null": "coalesce(city_at_l, region_at_l) is null or coalesce(city_at_r, region_at_r) is null",
        "town": "city_at_l = city_at_r",
        "town, almost": "substr(city_at_l, 1, 1) = substr(city_at_r, 1, 1) and (starts_with(city_at_l, city_at_r) or "
        "starts_with(city_at_r, city_at_l) or jaro_winkler_similarity(city_l, city_r) >= 0.9)",
        "region, one without town": "region_at_l = region_at_r and (city_at_l is null or city_at_r is null)",
        "region": "region_at_l = region_at_r",
        "one without town": "city_at_l is null or city_at_r is null",
    },
    "country": {"null": "country_l is null or country_r is null", "same": "country_l = country_r"},
    "days": {
        "null": "first_day_l is null or first_day_r is null",
        "meet, both one dated day": f"{_BOTH_DATED} and first_day_l = last_day_r and first_day_r = last_day_l",
        "meet, both dated": f"{_BOTH_DATED} and {_APART} <= 0",
        "meet, one dated": f"dated_l + dated_r = 1 and {_APART} <= 0",
        "meet": f"{_APART} <= 0",
        "one apart, both dated": f"{_BOTH_DATED} and {_APART} = 1",
        "one apart": f"{_APART} = 1",
        "two apart, both dated": f"{_BOTH_DATED} and {_APART} = 2",
        "two or three apart": f"{_APART} <= 3",
    },
    "type": {"same": "type_l = type_r", "family": "family_l = family_r", "kin": "kin_l = kin_r"},
    "perpetrator": {"null": "sides_l is null or sides_r is null", "same": "list_has_any(sides_l, sides_r)"},
    "target": {"null": "targets_l is null or targets_r is null", "same": "list_has_any(targets_l, targets_r)"},
    **{
        measure: {
            "null": f"{measure}_low_l is null or {measure}_low_r is null",
            "equal, three or more": f"{measure}_low_l = {measure}_low_r and {measure}_high_l = {measure}_high_r and "
            f"{measure}_low_l >= 3",
            "equal": f"{measure}_low_l = {measure}_low_r and {measure}_high_l = {measure}_high_r",
            "meet": f"{measure}_low_l <= {measure}_high_r and {measure}_low_r <= {measure}_high_l",
            "far": f"greatest({measure}_low_l, {measure}_low_r) > 4 * least({measure}_high_l, {measure}_high_r) + 3",
            "near": f"abs({measure}_low_l - {measure}_low_r) <= 2",
        }
        for measure in ("killed", "wounded")
    },
}
_RARE: Final = {"town": "city_at", "region, one without town": "region_at"}


def settings(**options: Any) -> SettingsCreator:
    """The model before any training."""
    unplaced = "l.country = r.country and l.kin = r.kin and l.buckets = r.buckets and l.unplaced + r.unplaced > 0"
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="p",
        comparisons=[_comparison(name, levels) for name, levels in _LEVELS.items()],
        blocking_rules_to_generate_predictions=[
            block_on("city_at", "buckets", arrays_to_explode=["buckets"]),
            block_on("region_at", "kin", "buckets", arrays_to_explode=["buckets"]),
            CustomRule(unplaced, arrays_to_explode=["buckets"]),
        ],
        retain_matching_columns=False,
        **options,
    )


def _comparison(name: str, levels: dict[str, str]) -> dict[str, Any]:
    told = [_level(label, condition) for label, condition in levels.items()]
    return {"output_column_name": name, "comparison_levels": [*told, {"sql_condition": "ELSE"}]}


def _level(label: str, condition: str) -> dict[str, Any]:
    level: dict[str, Any] = {"sql_condition": condition, "label_for_charts": label, "is_null_level": label == "null"}
    if label in _RARE:
        level |= {"tf_adjustment_column": _RARE[label], "disable_tf_exact_match_detection": True}
    return level
