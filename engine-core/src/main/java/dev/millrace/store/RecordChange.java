package dev.millrace.store;

/** One change to a {@link RecordStore}, and what it expects to find there. */
public sealed interface RecordChange {
    String kind();

    String key();

    /** Stores a record where there is none; refused if there is one. Its revision becomes 1. */
    record Add(StoredRecord added) implements RecordChange {
        @Override
        public String kind() {
            return added.kind();
        }

        @Override
        public String key() {
            return added.key();
        }
    }

    /** Stores a record whatever is there. Its revision becomes one more than what is stored. */
    record Put(StoredRecord stored) implements RecordChange {
        @Override
        public String kind() {
            return stored.kind();
        }

        @Override
        public String key() {
            return stored.key();
        }
    }

    /**
     * Stores a record in the place of the one with its kind, key and revision; refused if that is not what is stored. Its
     * revision becomes one more.
     */
    record Replace(StoredRecord replacement) implements RecordChange {
        @Override
        public String kind() {
            return replacement.kind();
        }

        @Override
        public String key() {
            return replacement.key();
        }
    }

    /** Removes a record; refused if its revision is not the one that is stored. */
    record Remove(StoredRecord removed) implements RecordChange {
        @Override
        public String kind() {
            return removed.kind();
        }

        @Override
        public String key() {
            return removed.key();
        }
    }

    /** Removes what is stored under this key, if anything is. */
    record Drop(String kind, String key) implements RecordChange {}
}
