/** The program that runs in a process of its own; it uses nothing but the JDK. */
@NullMarked
package dev.blockyard.sample.worker;

import org.jspecify.annotations.NullMarked;
