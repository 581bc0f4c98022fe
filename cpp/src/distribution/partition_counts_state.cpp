// PartitionCounts as bytes, and whether what was read back adds up.
#include <algorithm>

#include "base/byte_stream.hpp"
#include "kafka_architect/key_batch.hpp"
#include "kafka_architect/partition_counts.hpp"

namespace kafka_architect {

namespace {

bool adds_up_to(const std::vector<std::uint64_t>& counters, std::uint64_t total) {
    std::uint64_t sum = 0;
    const bool within =
        std::ranges::all_of(counters, [&](std::uint64_t counter) { return add_up(sum, counter, total); });
    return within && sum == total;
}

void check_windows(const ArrivalWindows& windows, std::uint32_t count, std::uint64_t records) {
    check_state(windows.records <= records && windows.hottest_records <= windows.records &&
                    windows.windows <= windows.records / PartitionCounts::kSmallestWindow,
                "its windows have more records than there are");
    const std::uint64_t fewest = windows.records / kBatchKeys + (windows.records % kBatchKeys != 0 ? 1 : 0);
    check_state(windows.windows >= fewest, "its windows are too large");
    const auto in_windows = static_cast<double>(windows.records);
    const auto hottest = static_cast<double>(windows.hottest_records);
    // The hottest has an even share at least, and the largest share is no less than the average one. Shares
    // were rounded, sums are exact up to 2^53.
    constexpr double kRounding = 1e-9;
    check_state(hottest * count >= in_windows * (1 - kRounding) &&
                    windows.peak_share * in_windows >= hottest * (1 - kRounding) &&
                    (windows.windows > 0 || windows.peak_share == 0),
                "the hottest partition of its windows is cooler than the others");
}

}  // namespace

void PartitionCounts::write(ByteWriter& to) const {
    for (const Histogram& histogram : histograms_) {
        to.numbers<std::uint64_t>(histogram.totals);
        to.number(static_cast<std::uint8_t>(histogram.bytes.empty() ? 0 : 1));
        to.numbers<std::uint64_t>(histogram.bytes);
    }
    for (const ArrivalWindows& windows : windows_) {
        to.number(windows.windows);
        to.number(windows.records);
        to.number(windows.hottest_records);
        to.real(windows.peak_share);
    }
}

void PartitionCounts::read(ByteReader& from) {
    for (Histogram& histogram : histograms_) {
        from.numbers<std::uint64_t>(histogram.totals);
        histogram.bytes.resize(from.number<std::uint8_t>() != 0 ? histogram.totals.size() : 0);
        from.numbers<std::uint64_t>(histogram.bytes);
    }
    for (ArrivalWindows& windows : windows_) {
        windows.windows = from.number<std::uint64_t>();
        windows.records = from.number<std::uint64_t>();
        windows.hottest_records = from.number<std::uint64_t>();
        windows.peak_share = from.real();
        const bool is_share = windows.peak_share >= 0 && windows.peak_share <= 1;
        check_state(is_share, "a window's share is not between 0 and 1");
    }
}

void PartitionCounts::check(std::uint64_t records, std::optional<std::uint64_t> bytes) const {
    for (const Histogram& histogram : histograms_) {
        check_state(adds_up_to(histogram.totals, records),
                    "its partitions do not add up to the records that have a key");
        check_state(histogram.bytes.empty() == !bytes, "only some of its counters know sizes");
        check_state(!bytes || adds_up_to(histogram.bytes, *bytes),
                    "its partitions do not add up to the bytes of those records");
    }
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        const bool windowed = !histograms_[histogram_of_[i]].recent.empty();
        check_windows(windows_[i], counts_[i], windowed ? records : 0);
    }
}

}  // namespace kafka_architect
