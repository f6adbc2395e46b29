"""The tables of the course, and the real data of others that a learner may download."""

from smm_lib.data._download import Download, Unavailable
from smm_lib.data._real import (
    BRAND_POSTS,
    EGO_FACEBOOK,
    HIGGS_ACTIVITY,
    load_brand_posts,
    load_ego_facebook,
    load_higgs_activity,
    load_retweets_received,
)
from smm_lib.data._tables import (
    load_activities,
    load_adoption_series,
    load_comments,
    load_eu_users,
    load_marketing_map,
    load_motives,
    load_participation,
    load_platform_users,
    load_platforms,
    load_post_columns,
    load_retweet_tail,
    load_ring_noise,
    load_vcr_sales,
    load_word_of_mouth_studies,
)

__all__ = [
    "BRAND_POSTS",
    "EGO_FACEBOOK",
    "HIGGS_ACTIVITY",
    "Download",
    "Unavailable",
    "load_activities",
    "load_adoption_series",
    "load_brand_posts",
    "load_comments",
    "load_ego_facebook",
    "load_eu_users",
    "load_higgs_activity",
    "load_marketing_map",
    "load_motives",
    "load_participation",
    "load_platform_users",
    "load_platforms",
    "load_post_columns",
    "load_retweet_tail",
    "load_retweets_received",
    "load_ring_noise",
    "load_vcr_sales",
    "load_word_of_mouth_studies",
]
