/**
 * What every store has to do, as tests: extend the contract of a port and say how a store is made. Start with {@link
 * dev.millrace.test.contract.RecordStoreContract}. Needs {@code junit-jupiter-api}.
 *
 * <pre>{@code
 * class MyRecordStoreTest extends RecordStoreContract {
 *     protected RecordStore open() {
 *         return new MyRecordStore(…);
 *     }
 * }
 * }</pre>
 */
@NullMarked
package dev.millrace.test.contract;

import org.jspecify.annotations.NullMarked;
