package io.rekindle.engine.customer;

/** The shop's own id of a customer, as it appears in events and files; never blank, at most 200 characters. */
public record CustomerId(String value) implements Comparable<CustomerId> {

    private static final int MAX_LENGTH = 200;

    public CustomerId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a customer id has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public int compareTo(CustomerId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
