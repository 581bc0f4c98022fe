// Quantities that cannot be mixed up: megabytes per second are not gigabytes, and neither is a bare double.
//
// Units are decimal (1 MB = 10^6 bytes), as network and disk vendors count; callers convert MiB and GiB.
#pragma once

#include <compare>

namespace kafka_architect {

template <typename Unit>
struct Quantity {
    double value = 0.0;

    friend constexpr Quantity operator+(Quantity a, Quantity b) { return {a.value + b.value}; }
    friend constexpr Quantity operator-(Quantity a, Quantity b) { return {a.value - b.value}; }
    friend constexpr Quantity operator*(Quantity a, double factor) { return {a.value * factor}; }
    friend constexpr Quantity operator*(double factor, Quantity a) { return {a.value * factor}; }
    friend constexpr Quantity operator/(Quantity a, double divisor) { return {a.value / divisor}; }
    friend constexpr double operator/(Quantity a, Quantity b) { return a.value / b.value; }
    friend constexpr auto operator<=>(Quantity a, Quantity b) = default;
};

using MegabytesPerSecond = Quantity<struct MegabytesPerSecondUnit>;
using Megabytes = Quantity<struct MegabytesUnit>;
using Gigabytes = Quantity<struct GigabytesUnit>;
using Seconds = Quantity<struct SecondsUnit>;
using Bytes = Quantity<struct BytesUnit>;
using PerSecond = Quantity<struct PerSecondUnit>;
using Count = Quantity<struct CountUnit>;
using Ratio = Quantity<struct RatioUnit>;

inline constexpr double kBytesPerMegabyte = 1e6;
inline constexpr double kMegabytesPerGigabyte = 1e3;

constexpr Megabytes operator*(MegabytesPerSecond rate, Seconds time) {
    return {rate.value * time.value};
}
constexpr MegabytesPerSecond operator/(Megabytes amount, Seconds time) {
    return {amount.value / time.value};
}
constexpr MegabytesPerSecond operator*(PerSecond rate, Bytes size) {
    return {rate.value * size.value / kBytesPerMegabyte};
}
constexpr PerSecond operator/(MegabytesPerSecond rate, Megabytes each) {
    return {rate.value / each.value};
}
constexpr Megabytes megabytes(Bytes size) {
    return {size.value / kBytesPerMegabyte};
}
constexpr Gigabytes gigabytes(Megabytes amount) {
    return {amount.value / kMegabytesPerGigabyte};
}

}  // namespace kafka_architect
