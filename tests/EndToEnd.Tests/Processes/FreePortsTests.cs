using Grid.Testing;

namespace Grid.EndToEnd.Tests.Processes;

public sealed class FreePortsTests
{
    [Fact]
    public void Ports_of_tests_are_held_against_other_processes_and_never_given_twice()
    {
        var ports = FreePorts.Take(100); // More than a block has.

        Assert.Distinct(ports);
        Assert.All(ports, port => Assert.InRange(port, FreePorts.First, FreePorts.Last));
        foreach (var file in ports.Select(FreePorts.LockOf).Distinct())
            Assert.Throws<IOException>(() => new FileStream(file!, FileMode.Open, FileAccess.ReadWrite, FileShare.None));
        Assert.Null(FreePorts.LockOf(FreePorts.Last + 1));
    }
}
