using Grid.Grains.Interfaces.Settings;
using Grid.Storage.Persons;

namespace Grid.Storage.Tests.Persons;

public sealed class RegistryOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.Empty(Mistakes(new RegistryOptions()));

    [Fact]
    public void Each_value_out_of_its_range_is_named()
    {
        foreach (
            var (name, options) in new Dictionary<string, RegistryOptions>(StringComparer.Ordinal)
            {
                [nameof(RegistryOptions.WriterLoops)] = new() { WriterLoops = 0 },
                [nameof(RegistryOptions.ReaderLoops)] = new() { ReaderLoops = 17 },
                [nameof(RegistryOptions.GroupSize)] = new() { GroupSize = 0 },
                [nameof(RegistryOptions.QueueCapacity)] = new() { QueueCapacity = -1 },
                [nameof(RegistryOptions.StatementTimeout)] = new() { StatementTimeout = TimeSpan.Zero },
                [nameof(RegistryOptions.OutcomeTimeout)] = new() { OutcomeTimeout = TimeSpan.FromHours(1) },
                [nameof(RegistryOptions.ContentionAttempts)] = new() { ContentionAttempts = 0 },
            }
        )
        {
            Assert.StartsWith($"RegistryOptions:{name} is ", Assert.Single(Mistakes(options)), StringComparison.Ordinal);
        }
    }

    private static IReadOnlyList<string> Mistakes(RegistryOptions options) => CheckedOptions.Mistakes(nameof(RegistryOptions), options);
}
