package dev.leasehold.projections.cluster;

/// Who this cluster is, and the seal generation that counts.
///
/// @param id empty before the first commit
/// @param sealGeneration 0 before the first one
/// @param sealHash hash of the stored bytes of that generation, in hexadecimal, or empty
public record Cluster(String id, String name, long sealGeneration, String sealHash) {

  /// Before the first commit of a log.
  public static final Cluster NONE = new Cluster("", "", 0, "");
}
