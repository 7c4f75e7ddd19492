/** The sample on Weld SE and Jetty. */
@NullMarked
package dev.blockyard.sample.embedded;

import org.jspecify.annotations.NullMarked;
