/** The sample on Weld SE and Jetty, with SmallRye Metrics behind it. */
@NullMarked
package dev.blockyard.sample.embedded;

import org.jspecify.annotations.NullMarked;
