// Reads a function's arguments and writes its result, as JSON.
//
// What is read was checked against the types before, so the reader only has to be right
// on valid input; on any other it stops rather than guess. Types nest at most ten deep,
// so reading and writing recurse no deeper.
//
// The candidate's file is compiled after this one and in the same breath, so the headers
// are few: <cmath> and <unistd.h> would take names such as y1 and link away from it.
//
// Sources: RFC 8259; The Unicode Standard, table 3-7, for what is well-formed UTF-8.

#pragma once

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <utility>
#include <vector>

namespace harness_json {

constexpr int result_descriptor = 3;

[[noreturn]] inline void fail(const char *reason) {
    std::fprintf(stderr, "%s\n", reason);
    std::exit(1);
}

[[noreturn]] inline void fail_to_read() { fail("The arguments are not as the signature says."); }

class Reader {
  public:
    explicit Reader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

    // Skip blanks, then one sign such as a bracket, and say whether it was there.
    bool skip(char sign) {
        skip_blanks();
        if (at_ == end_ || *at_ != sign) {
            return false;
        }
        ++at_;
        return true;
    }

    void expect(char sign) {
        if (!skip(sign)) {
            fail_to_read();
        }
    }

    // Call read_one for each item between brackets; they are separated by commas.
    template <class ReadOne> void items(char opening, char closing, ReadOne read_one) {
        expect(opening);
        if (skip(closing)) {
            return;
        }
        do {
            read_one();
        } while (skip(','));
        expect(closing);
    }

    bool skip_word(std::string_view word) {
        if (!skip(word.front())) {
            return false;
        }
        at_ += word.size() - 1;
        return true;
    }

    template <class Number> Number number() {
        skip_blanks();
        Number value{};
        auto [end, error] = std::from_chars(at_, end_, value);
        if (end == at_) {
            fail_to_read();
        }
        if constexpr (std::is_floating_point_v<Number>) {
            if (error == std::errc::result_out_of_range) {
                value = std::strtod(at_, nullptr); // too small: 0, or close to it
            }
        }
        at_ = end;
        return value;
    }

    std::string string() {
        expect('"');
        std::string text;
        while (true) {
            const char *from = at_;
            while (at_ != end_ && *at_ != '"' && *at_ != '\\') {
                ++at_;
            }
            text.append(from, at_);
            if (at_ == end_) {
                fail_to_read();
            }
            if (*at_++ == '"') {
                return text;
            }
            escaped(text);
        }
    }

  private:
    const char *at_;
    const char *end_;

    void skip_blanks() {
        while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) {
            ++at_;
        }
    }

    void escaped(std::string &text) {
        switch (char sign = *at_++) {
        case 'b': text += '\b'; break;
        case 'f': text += '\f'; break;
        case 'n': text += '\n'; break;
        case 'r': text += '\r'; break;
        case 't': text += '\t'; break;
        case 'u': code_point(text); break;
        default: text += sign;
        }
    }

    void code_point(std::string &text) {
        unsigned long code = four_digits();
        if (code >= 0xD800 && code < 0xDC00) { // the second half follows: values are checked
            at_ += 2;
            code = 0x10000 + ((code - 0xD800) << 10) + (four_digits() - 0xDC00);
        }
        if (code < 0x80) {
            text += static_cast<char>(code);
            return;
        }
        int further = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        constexpr unsigned long starts[] = {0, 0xC0, 0xE0, 0xF0};
        text += static_cast<char>(starts[further] | code >> (6 * further));
        while (further-- > 0) {
            text += static_cast<char>(0x80 | (code >> (6 * further) & 0x3F));
        }
    }

    unsigned long four_digits() {
        unsigned long code = 0;
        std::from_chars(at_, at_ + 4, code, 16);
        at_ += 4;
        return code;
    }
};

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
