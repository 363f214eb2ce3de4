// stores     everything the fleet keeps, in one SQLite file: workers, measurements, published facts, leases
// document   a record's whole state as JSON, with the version of its form (`schemaVersion`)
// migration  one step from an older form of the tables to the next

export { type SqliteStores, type SqliteStoresOptions, sqliteStores } from "./sqlite-stores.ts";
