using Grid.Grains.Tests.Clusters;

namespace Grid.Grains.Tests.Duties;

/// <summary>Begins on Monday 2 March 2026, 09:00 in China.</summary>
public class SpringCluster() : GridCluster(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
