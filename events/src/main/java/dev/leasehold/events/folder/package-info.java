/// Folders that hold our data: nobody else may own or read them. The journal's broker and the store
/// of the projections both ask here before they write a byte.
@NullMarked
package dev.leasehold.events.folder;

import org.jspecify.annotations.NullMarked;
