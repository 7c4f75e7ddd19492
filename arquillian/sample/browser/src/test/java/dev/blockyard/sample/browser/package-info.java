/** The page of the sample in a browser. */
@NullMarked
package dev.blockyard.sample.browser;

import org.jspecify.annotations.NullMarked;
