/// Tables: typed maps over ordered bytes. A [dev.leasehold.projections.table.Table] says how rows
/// are called, a [dev.leasehold.projections.table.View] reads them, replay writes them through
/// [dev.leasehold.projections.table.Rows]. Names are blinded and values sealed before a store sees
/// them.
@NullMarked
package dev.leasehold.projections.table;

import org.jspecify.annotations.NullMarked;
