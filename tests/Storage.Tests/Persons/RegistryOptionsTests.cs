using Grid.Storage.Persons;

namespace Grid.Storage.Tests.Persons;

public sealed class RegistryOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(new RegistryOptionsValidator().Validate(null, new RegistryOptions()).Succeeded);

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
            var result = new RegistryOptionsValidator().Validate(null, options);
            Assert.True(result.Failed);
            Assert.Contains(name, Assert.Single(result.Failures!), StringComparison.Ordinal);
        }
    }
}
