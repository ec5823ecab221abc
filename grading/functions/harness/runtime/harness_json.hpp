// Reads a function's arguments and writes its result, as JSON. Types nest at most ten deep, so
// reading and writing recurse no deeper.
//
// The candidate's file is compiled after this one and in the same breath, so the headers
// are few: <cmath> and <unistd.h> would take names such as y1 and link away from it.
//
// Sources: RFC 8259; The Unicode Standard, table 3-7, for what is well-formed UTF-8.

#pragma once

#include <charconv>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "harness_reader.hpp"

namespace harness_json {

constexpr int result_descriptor = 3;

// The length of the well-formed UTF-8 character at the start of text, 0 if there is none.
inline std::size_t character_length(std::string_view text) {
    auto byte = [&](std::size_t index) {
        return index < text.size() ? static_cast<unsigned char>(text[index]) : 0u;
    };
    unsigned lead = byte(0);
    if (lead < 0x80) {
        return 1;
    }
    if (lead < 0xC2 || lead > 0xF4) {
        return 0;
    }
    std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    for (std::size_t index = 1; index < length; ++index) {
        if (byte(index) >> 6 != 2) {
            return 0;
        }
    }
    bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    bool beyond = (lead == 0xED && byte(1) > 0x9F) || (lead == 0xF4 && byte(1) > 0x8F);
    return overlong || beyond ? 0 : length;
}

template <class Number> void write_number(std::string &text, Number value) {
    char digits[32]; // a double needs 24 at most, a long long 20
    text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

// How values of one type are read and written.
template <class T> struct Json;

template <> struct Json<long long> {
    static long long read(Reader &reader) { return reader.number<long long>(); }
    static void write(std::string &text, long long value) { write_number(text, value); }
};

template <> struct Json<double> {
    static double read(Reader &reader) { return reader.number<double>(); }
    static void write(std::string &text, double value) {
        if (!__builtin_isfinite(value)) {
            fail("The result is no JSON: it holds nan or an infinity.");
        }
        write_number(text, value);
    }
};

template <> struct Json<bool> {
    static bool read(Reader &reader) {
        bool value = reader.skip_word("true");
        if (!value && !reader.skip_word("false")) {
            fail_to_read();
        }
        return value;
    }
    static void write(std::string &text, bool value) { text += value ? "true" : "false"; }
};

template <> struct Json<std::string> {
    static std::string read(Reader &reader) { return reader.string(); }
    static void write(std::string &text, std::string_view value) {
        text += '"';
        while (!value.empty()) {
            std::size_t length = character_length(value);
            if (length == 0) {
                fail("The result is no JSON: it holds a string that is not UTF-8.");
            }
            auto sign = static_cast<unsigned char>(value.front());
            if (sign < 0x20) {
                char escape[8];
                std::snprintf(escape, sizeof escape, "\\u%04x", sign);
                text += escape;
            } else {
                if (sign == '"' || sign == '\\') {
                    text += '\\';
                }
                text += value.substr(0, length);
            }
            value.remove_prefix(length);
        }
        text += '"';
    }
};

template <class T> struct Json<std::optional<T>> {
    static std::optional<T> read(Reader &reader) {
        if (reader.skip_word("null")) {
            return std::nullopt;
        }
        return Json<T>::read(reader);
    }
    static void write(std::string &text, const std::optional<T> &value) {
        if (value) {
            Json<T>::write(text, *value);
        } else {
            text += "null";
        }
    }
};

template <class T> struct Json<std::vector<T>> {
    static std::vector<T> read(Reader &reader) {
        std::vector<T> items;
        reader.items('[', ']', [&] { items.push_back(Json<T>::read(reader)); });
        return items;
    }
    static void write(std::string &text, const std::vector<T> &items) {
        const char *separator = "[";
        for (const auto &item : items) { // a copy, not a T, if T is bool
            text += separator;
            Json<T>::write(text, item);
            separator = ",";
        }
        text += items.empty() ? "[]" : "]";
    }
};

template <class T> struct Json<std::map<std::string, T>> {
    static std::map<std::string, T> read(Reader &reader) {
        std::map<std::string, T> items;
        reader.items('{', '}', [&] {
            std::string key = reader.string();
            reader.expect(':');
            items.emplace(std::move(key), Json<T>::read(reader));
        });
        return items;
    }
    static void write(std::string &text, const std::map<std::string, T> &items) {
        const char *separator = "{";
        for (const auto &[key, value] : items) {
            text += separator;
            Json<std::string>::write(text, key);
            text += ':';
            Json<T>::write(text, value);
            separator = ",";
        }
        text += items.empty() ? "{}" : "}";
    }
};

inline std::string standard_input() {
    constexpr std::size_t part = 1 << 16;
    std::string text;
    std::size_t length = 0;
    std::size_t count = part;
    while (count == part) {
        text.resize(length + part);
        count = std::fread(text.data() + length, 1, part, stdin);
        length += count;
    }
    text.resize(length);
    return text;
}

// Read the arguments from a JSON array. The text is given back before the call.
template <class... Arguments> void read_arguments(Arguments &...arguments) {
    std::string text = standard_input();
    Reader reader(text);
    char before = '[';
    auto read = [&](auto &argument) {
        reader.expect(before);
        argument = Json<std::decay_t<decltype(argument)>>::read(reader);
        before = ',';
    };
    (read(arguments), ...);
}

// Write the whole result at once, after the call: an early end leaves nothing.
template <class T> void write_result(const T &result) {
    std::string text;
    Json<T>::write(text, result);
    std::FILE *file = fdopen(result_descriptor, "w");
    bool written = file && std::fwrite(text.data(), 1, text.size(), file) == text.size();
    if (!written || std::fclose(file) != 0) {
        fail("The result cannot be written.");
    }
}

} // namespace harness_json
