using Grid.LoadGenerator.Demo;
using Grid.LoadGenerator.Persons;
using Microsoft.Extensions.Time.Testing;

namespace Grid.LoadGenerator.Tests.Persons;

/// <summary>Makers of persons on a fixed day.</summary>
internal static class Makers
{
    /// <summary>Sunday evening in China, and still the day before in UTC terms of no office.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 18, 0, 0, TimeSpan.FromHours(8));

    public static PersonMaker Of(ulong seed) => DemoCommand.Maker(seed, new FakeTimeProvider(Now));
}
