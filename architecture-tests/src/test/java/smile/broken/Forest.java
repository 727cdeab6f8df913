package smile.broken;

/** Stands for a type of the library. */
public final class Forest {}
