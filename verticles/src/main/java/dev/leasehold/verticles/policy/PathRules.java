package dev.leasehold.verticles.policy;

/// One stanza of a policy: its path as written, whether that holds templates, the path understood,
/// and what is allowed there. The understood path of a template is only good for its errors.
record PathRules(String written, boolean templated, RulePath path, Permissions permissions) {}
