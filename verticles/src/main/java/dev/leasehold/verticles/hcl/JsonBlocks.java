package dev.leasehold.verticles.hcl;

import java.util.ArrayList;
import java.util.List;

/// Makes blocks of JSON objects, the way HCL 1 does.
///
/// A member whose value is an object of nothing but objects becomes one item for each of them, with
/// both keys; so does, under the same key, a list of nothing but objects. Empty ones stay. The
/// guess is made in every body, so a stanza of a policy with no other key than `allowed_parameters`
/// is taken apart too: Vault does the same.
final class JsonBlocks {
  private JsonBlocks() {}

  static HclValue.Body flattened(HclValue.Body body) {
    List<HclItem> items = new ArrayList<>();
    body.items().forEach(item -> addFlattened(item, items));
    return new HclValue.Body(items, body.at());
  }

  private static void addFlattened(HclItem item, List<HclItem> items) {
    switch (item.value()) {
      case HclValue.Body body when isAllObjects(body) ->
          body.items().forEach(inner -> addFlattened(under(item, inner), items));
      case HclValue.Listing list when isAllObjects(list) ->
          list.values().forEach(value -> addFlattened(withValue(item, value), items));
      case HclValue.Body body -> items.add(withValue(item, flattened(body)));
      case HclValue.Listing list -> items.add(withValue(item, flattened(list)));
      case HclValue.Text _, HclValue.Whole _, HclValue.Fraction _, HclValue.Flag _ ->
          items.add(item);
    }
  }

  private static HclValue.Listing flattened(HclValue.Listing list) {
    List<HclValue> values = list.values().stream().map(JsonBlocks::flattenedElement).toList();
    return new HclValue.Listing(values, list.at());
  }

  private static HclValue flattenedElement(HclValue value) {
    return switch (value) {
      case HclValue.Body body -> flattened(body);
      case HclValue.Listing list -> flattened(list);
      case HclValue.Text _, HclValue.Whole _, HclValue.Fraction _, HclValue.Flag _ -> value;
    };
  }

  private static boolean isAllObjects(HclValue.Body body) {
    return !body.items().isEmpty()
        && body.items().stream().allMatch(item -> item.value() instanceof HclValue.Body);
  }

  private static boolean isAllObjects(HclValue.Listing list) {
    return !list.values().isEmpty()
        && list.values().stream().allMatch(HclValue.Body.class::isInstance);
  }

  private static HclItem under(HclItem outer, HclItem inner) {
    List<String> keys = new ArrayList<>(outer.keys());
    keys.addAll(inner.keys());
    return new HclItem(keys, inner.value(), inner.at(), outer.assigned());
  }

  private static HclItem withValue(HclItem item, HclValue value) {
    return new HclItem(item.keys(), value, item.at(), item.assigned());
  }
}
