namespace Grid.Grains.Waking;

/// <summary>A grain that is alone of its kind, or one a province, and works by itself: somebody must wake it first.</summary>
/// <param name="Name">For the log.</param>
/// <param name="Wake">Wakes it, and sees to it that it has its reminder; harmless when it is awake.</param>
public sealed record SingletonGrain(string Name, Func<IGrainFactory, Task> Wake);
