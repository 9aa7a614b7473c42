package io.hyperspace.registry.index;

/**
 * Which tables an index is written to.
 *
 * @param records the table of records
 * @param grants the table of grants
 */
public record IndexTables(String records, String grants) {

    /** The index that is asked. */
    public static final IndexTables LIVE = new IndexTables("registry_record", "registry_grant");

    /** Where the index is built again, to be compared. */
    static final IndexTables REBUILT = new IndexTables("registry_record_rebuilt", "registry_grant_rebuilt");
}
