/**
 * Records that only who has the key can read: {@link dev.millrace.store.jdbc.seal.SealedRecords} around any store of records,
 * {@link dev.millrace.store.jdbc.seal.SealingKeys} from a file or from the host. The content is sealed, with AES-256-GCM;
 * kinds, keys, groups and expiries are not, for records are found by them.
 */
@NullMarked
package dev.millrace.store.jdbc.seal;

import org.jspecify.annotations.NullMarked;
