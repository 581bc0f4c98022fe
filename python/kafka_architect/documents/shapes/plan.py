"""A cluster's plan, and what `size` adds to it: docs/sizing.md explains its figures."""

from __future__ import annotations

from typing import Any

from msgspec import UNSET, UnsetType

from kafka_architect.documents.shapes.shape import Anything, Headed, Limit, Notice, Shape


class Binding(Shape, frozen=True, kw_only=True):
    """The constraint that decides the number of brokers, and what relieves it."""

    constraint: str
    scenario: str
    relief: str


class Controllers(Shape, frozen=True, kw_only=True):
    """The KRaft controllers."""

    count: int
    instance: str | None
    vcpu: float | None
    memory_gib: float | None
    disk_gib: float
    usd_per_hour: float | None
    disk_usd_per_gib_month: float | None
    note: str


class Constraint(Shape, frozen=True, kw_only=True):
    """A limit in a scenario: what is asked for, what a broker gives, how many brokers that takes."""

    name: str
    scenario: str
    unit: str
    scope: str
    demand: float | None
    demand_per_broker: float | None
    capacity_per_broker: float | None
    target_utilisation: float
    utilisation: float | None
    brokers_serving: float
    brokers_required: int | None


class Volumes(Shape, frozen=True, kw_only=True):
    """What each broker stores on."""

    kind: str
    count: int
    gib_each: float
    mib_per_s_each: float
    iops_each: float


class Storage(Shape, frozen=True, kw_only=True):
    """Storage of a broker."""

    per_broker_gb: float
    volumes: Volumes
    provisioned: dict[str, float]


class Memory(Shape, frozen=True, kw_only=True):
    """Memory of a broker."""

    heap_gib: float
    page_cache_gib: float


class Term(Shape, frozen=True, kw_only=True):
    """What one consideration asks for (needs) or allows (ceiling)."""

    name: str
    partitions: int
    kind: str
    formula: str
    source: str


class AdviceFigures(Shape, frozen=True, kw_only=True):
    """A number of partitions with every term that led to it."""

    partitions: int
    minimum: int
    binding: str
    throughput_mb_per_s: float
    brokers: int
    terms: list[Term]
    warnings: list[Notice]


class PartitionAdvice(AdviceFigures, frozen=True, kw_only=True):
    """How many partitions a topic needs."""

    format: str
    version: int
    tool: str


class TopicPlan(Shape, frozen=True, kw_only=True):
    """A topic's part of the plan."""

    name: str
    partitions: int
    partitions_decided_by: str
    partitions_recommended: int | None
    partition_terms: dict[str, int] | None
    replication_factor: int
    min_insync_replicas: int
    replicas: int
    records_per_s: float
    write_mb_per_s: float
    mean_write_mb_per_s: float
    read_mb_per_s: float
    replication_mb_per_s: float
    overhead_mb_per_s: float
    record_overhead_bytes: float
    batch_header_bytes: float
    log_bytes_per_record: float
    mean_records_per_batch: float
    records_per_batch: float
    retained_tb: float
    local_tb: float
    share_of_bill: float
    monthly: float | None
    bill: dict[str, float]
    limited_by: str
    partition_use: float


class BusiestBroker(Shape, frozen=True, kw_only=True):
    """The busiest broker beside the mean."""

    busiest: float
    mean: float
    above_mean: float


class UnevenTopic(Shape, frozen=True, kw_only=True):
    """A topic whose partitions cannot be led evenly."""

    name: str
    partitions: int
    led_by_busiest: int
    even_partitions: int


class Placement(Shape, frozen=True, kw_only=True):
    """How evenly whole partitions load the brokers."""

    sent_mb_per_s: BusiestBroker
    received_mb_per_s: BusiestBroker
    stored_gb: BusiestBroker
    uneven_topics: list[UnevenTopic]


class Availability(Shape, frozen=True, kw_only=True):
    """Shares of the partitions that stay usable in a scenario."""

    scenario: str
    writable_share: float
    readable_share: float


class DiskLost(Shape, frozen=True, kw_only=True):
    """What losing one of several local disks of a broker means."""

    disks: int
    refetched_gb: float
    use_of_others: float
    refill_hours: float | None


class Cost(Shape, frozen=True, kw_only=True):
    """The bill per month; null is a price that is not known."""

    currency: str
    monthly_total: float | None
    items: dict[str, float | None]
    missing: list[str]
    price_date: str
    price_basis: str
    price_source: str
    cross_zone_gb_per_month: dict[str, float]
    monthly_total_with_follower_fetch: float | None


class Option(Shape, frozen=True, kw_only=True):
    """Another kind of broker for the same workload."""

    instance: str
    brokers: int
    monthly_total: float | None
    headroom: float
    binding: Limit
    catalogue: str
    pricing: str


class Development(Shape, frozen=True, kw_only=True):
    """A small cluster for development."""

    instance: str
    monthly_total: float
    brokers: int
    replication_factor: int
    process_roles: str
    disk_gib: float


class Choice(Shape, frozen=True, kw_only=True):
    """How the plan was chosen among the candidates."""

    by: str
    tie: float
    brokers_preferred: int
    candidates: int
    unpriced: int
    cheapest: Option
    development: Development | None


class Assumption(Shape, frozen=True, kw_only=True):
    """An input with its value and source."""

    of: str
    name: str
    value: Any
    default: bool
    source: str


class Worlds(Shape, frozen=True, kw_only=True):
    """In how many simulated scenarios so many brokers are needed; none where no number is enough."""

    brokers: int | None
    worlds: int


class Uncertainty(Shape, frozen=True, kw_only=True):
    """What many simulated scenarios say."""

    worlds: int
    seed: int
    ranges: dict[str, list[float]]
    brokers: dict[str, int | None]
    distribution: list[Worlds] | UnsetType = UNSET
    saturation: list[Anything]
    least_regret: Anything | None


class Step(Shape, frozen=True, kw_only=True):
    """What to add in a month, and why."""

    month: int
    kind: str
    instance: str
    brokers: int
    monthly_total: float | None
    movement_hours: float | None
    because: Limit
    lasts_until_month: int | None


class Timeline(Shape, frozen=True, kw_only=True):
    """When growth exceeds limits."""

    months: list[Anything]
    breaks: list[Anything]
    steps: list[Step]
    unmet: Limit | None


class Capacity(Shape, frozen=True, kw_only=True):
    """What the cluster carries at most."""

    instance: str
    brokers: int
    rate: float | None
    write_mb_per_s: float | None
    read_mb_per_s: float | None
    times: float | None
    carries_workload: bool
    binding: Limit


class Most(Shape, frozen=True, kw_only=True):
    """The most of one quantity that the cluster carries."""

    of: str
    value: float | None
    unit: str
    times: float | None
    binding: Limit


class Budget(Shape, frozen=True, kw_only=True):
    """What a budget buys."""

    usd_per_month: float
    times: float | None
    rate: float


class Offer(Shape, frozen=True, kw_only=True):
    """The same workload on a managed service."""

    service: str
    shape: str
    region: str | None
    pricing: str
    basis: str
    date: str
    items: dict[str, float | None]
    unmet: list[str]
    cannot: list[str]
    not_published: list[str]
    left_out: list[str]
    monthly_total: float | None


class Plan(Headed, frozen=True, kw_only=True):
    """A cluster for a workload, every limit that it keeps, and what it costs."""

    demand: dict[str, float]
    sized_for: dict[str, float]
    brokers: int
    brokers_floor: int
    controllers: Controllers
    instance: str
    catalogue: str
    binding: Binding
    within_limits: bool
    constraints: list[Constraint]
    brokers_given: bool
    storage: Storage
    memory: Memory
    topics: int
    partitions_per_topic: int | None
    partitions_total: int
    replicas_per_broker: int
    partition_advice: AdviceFigures | None
    by_topic: list[TopicPlan]
    placement: Placement
    busiest: dict[str, dict[str, float | None]]
    heaviest: dict[str, float | None]
    one_copy: dict[str, float]
    form: dict[str, bool]
    availability: list[Availability]
    rebuild_hours: float | None
    disk_lost: DiskLost | None
    cost: Cost
    alternatives: list[Option]
    choice: Choice | None
    warnings: list[Notice]
    workload: Anything
    hardware: Anything
    assumptions: list[Assumption]
    sources: list[str]
    uncertainty: Uncertainty | UnsetType = UNSET
    timeline: Timeline | UnsetType = UNSET
    most: Most | UnsetType = UNSET
    budget: Budget | UnsetType = UNSET
    capacity: Capacity | UnsetType = UNSET
    beside: Anything | UnsetType = UNSET
    offers: list[Offer] | UnsetType = UNSET
    published: Anything | UnsetType = UNSET
    measured: Anything | UnsetType = UNSET
    calibration: Anything | UnsetType = UNSET


class UnmetReason(Shape, frozen=True, kw_only=True):
    """What cannot be met, and what would help."""

    constraint: str
    message: str
    scenario: str | UnsetType = UNSET


class Unmet(Headed, frozen=True, kw_only=True):
    """In place of a plan or a tuning: no cluster, or no settings, meet what was asked for."""

    unmet: UnmetReason
    brokers: UnsetType | None = UNSET
    producer: UnsetType | None = UNSET
    consumer: UnsetType | None = UNSET


class CalibrationRow(Shape, frozen=True, kw_only=True):
    """A figure, predicted and measured."""

    name: str
    unit: str
    predicted: float
    measured: float


class Calibration(Headed, frozen=True, kw_only=True):
    """Predicted beside measured use of a running cluster."""

    cluster: str | None
    date: str
    instance: str
    brokers: int
    rows: list[CalibrationRow]
    policy: dict[str, float] = {}
