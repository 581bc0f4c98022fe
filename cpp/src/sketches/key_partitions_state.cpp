// The bytes of KeyPartitions.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/byte_stream.hpp"
#include "kafka_architect/key_partitions.hpp"
#include "sketches/kept_key_state.hpp"

namespace kafka_architect {

namespace {

// As they are written.
constexpr std::array kClocks{PlaceClock::unset, PlaceClock::arrival, PlaceClock::timestamp, PlaceClock::none};

bool has_times(PlaceClock clock) {
    return clock == PlaceClock::arrival || clock == PlaceClock::timestamp;
}

// The fields of the places side by side, as they are written.
struct Columns {
    std::array<std::uint64_t, KeyPlaces::kPlaces> records{};
    std::array<std::uint64_t, KeyPlaces::kPlaces> first{};
    std::array<std::uint64_t, KeyPlaces::kPlaces> last{};
};

void write_places(ByteWriter& to, const KeyPlaces& places, PlaceClock clock) {
    const std::size_t used = places.size();
    Columns columns;
    for (std::size_t place = 0; place < used; ++place) {
        columns.records[place] = places.placed[place].records;
        columns.first[place] = static_cast<std::uint64_t>(places.placed[place].first);
        columns.last[place] = static_cast<std::uint64_t>(places.placed[place].last);
    }
    to.number(static_cast<std::uint8_t>(used));
    to.numbers<std::uint32_t>(std::span(places.partitions).first(used));
    to.numbers<std::uint64_t>(std::span(columns.records).first(used));
    if (has_times(clock)) {
        to.numbers<std::uint64_t>(std::span(columns.first).first(used));
        to.numbers<std::uint64_t>(std::span(columns.last).first(used));
    }
    to.number(places.elsewhere);
}

// Whether records could have come then.
bool is_possible(const PlacedRecords& placed, PlaceClock clock, std::uint64_t rows) {
    const bool ordered = placed.first >= 0 && placed.first <= placed.last;
    if (clock == PlaceClock::arrival) {
        return ordered && static_cast<std::uint64_t>(placed.last) < rows &&
               placed.records <= static_cast<std::uint64_t>(placed.last - placed.first) + 1;
    }
    return ordered || (placed.first == PlacedRecords::kNever && placed.last == -1);
}

KeyPlaces read_places(ByteReader& from, PlaceClock clock, std::uint64_t rows) {
    KeyPlaces places;
    Columns columns;
    const auto used = from.number<std::uint8_t>();
    check_state(used > 0 && used <= KeyPlaces::kPlaces, "a key lies in so many partitions");
    from.numbers<std::uint32_t>(std::span(places.partitions).first(used));
    from.numbers<std::uint64_t>(std::span(columns.records).first(used));
    if (has_times(clock)) {
        from.numbers<std::uint64_t>(std::span(columns.first).first(used));
        from.numbers<std::uint64_t>(std::span(columns.last).first(used));
    }
    places.elsewhere = from.number<std::uint64_t>();
    for (std::size_t place = 0; place < used; ++place) {
        places.placed[place] = {.records = columns.records[place]};
        if (has_times(clock)) {
            places.placed[place].first = static_cast<std::int64_t>(columns.first[place]);
            places.placed[place].last = static_cast<std::int64_t>(columns.last[place]);
        }
        check_state(places.placed[place].records > 0 && places.partitions[place] != KeyPlaces::kNone &&
                        (place == 0 || places.partitions[place - 1] < places.partitions[place]),
                    "a key's partitions are out of order, or have no records");
        check_state(!has_times(clock) || is_possible(places.placed[place], clock, rows),
                    "a key's records came before there were any, or after");
    }
    check_state(places.elsewhere == 0 || used == KeyPlaces::kPlaces, "a key has records nowhere");
    return places;
}

}  // namespace

void KeyPartitions::write(ByteWriter& to) const {
    // Not all that are held, as in KeySample: what lies above depends on when the sample shrank.
    const std::vector<Entry> written = smallest();
    to.number(static_cast<std::uint8_t>(clock_));
    to.number(rows_);
    to.number(is_complete() ? kNoLimit : written.back().fingerprint);
    to.number(static_cast<std::uint32_t>(written.size()));
    for (const Entry& entry : written) {
        to.number(entry.fingerprint);
        write_kept(to, entry.key);
        write_places(to, entry.places, clock_);
    }
}

KeyPartitions KeyPartitions::read(ByteReader& from, bool with_clock) {
    KeyPartitions out;
    out.clock_ = PlaceClock::none;
    if (with_clock) {
        const auto clock = from.number<std::uint8_t>();
        check_state(clock < kClocks.size(), "no clock is like that");
        out.clock_ = kClocks.at(clock);
        out.rows_ = from.number<std::uint64_t>();
    }
    out.limit_ = from.number<std::uint64_t>();
    const auto size = from.number<std::uint32_t>();
    check_state(size < kMost && (out.is_complete() || size >= kSize), "so many keys are no sample");
    check_state(out.clock_ != PlaceClock::unset || (size == 0 && out.rows_ == 0), "keys came at no time");
    for (std::uint32_t i = 0; i < size; ++i) {
        const auto fingerprint = from.number<std::uint64_t>();
        KeptKey key = read_kept(from);
        const KeyPlaces places = read_places(from, out.clock_, out.rows_);
        const std::size_t slot = out.find_slot(fingerprint);
        check_state(fingerprint <= out.limit_ && out.index_[slot].position == kFree,
                    "a sampled key is out of range or there twice");
        out.insert(slot, {.fingerprint = fingerprint, .key = std::move(key), .places = places});
    }
    return out;
}

}  // namespace kafka_architect
