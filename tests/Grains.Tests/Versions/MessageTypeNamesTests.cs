using System.Text;
using Grid.Domain.Persons;
using Grid.Silo.Clustering;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.TypeSystem;

namespace Grid.Grains.Tests.Versions;

/// <summary>
/// Orleans writes full names of domain types between processes: a silo of the last release and this one read each other's.
/// </summary>
public sealed class MessageTypeNamesTests : IDisposable
{
    private readonly ServiceProvider provider = Build();

    public void Dispose() => provider.Dispose();

    [Theory]
    [InlineData(typeof(Actor), "Grid.Domain.Persons.Deciding.Actor,Grid.Domain")]
    [InlineData(typeof(SubmitApplication), "Grid.Domain.Persons.Commands.SubmitApplication,Grid.Domain")]
    [InlineData(typeof(Contact[]), "Grid.Domain.Persons.Contacts.Contact[],Grid.Domain")]
    [InlineData(typeof(List<Duty>), "System.Collections.Generic.List`1[[Grid.Domain.Persons.Duties.Duty,Grid.Domain]]")]
    [InlineData(typeof(PersonRecord), "Grid.Domain.Persons.PersonRecord,Grid.Domain")]
    public void A_type_that_moved_keeps_its_name_between_processes(Type type, string name)
    {
        var converter = provider.GetRequiredService<TypeConverter>();

        Assert.Equal(name, converter.Format(type));
        Assert.Equal(type, converter.Parse(name));
    }

    [Fact]
    public void A_message_has_the_earlier_name_and_is_read_by_it()
    {
        var serializer = provider.GetRequiredService<Serializer>();
        object actor = new Actor("clerk-1", Role.Clerk, "36999901");

        var bytes = serializer.SerializeToArray(actor);

        Assert.Contains("Grid.Domain.Persons.Deciding.Actor", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(actor, serializer.Deserialize<object>(bytes));
    }

    private static ServiceProvider Build()
    {
        var services = new ServiceCollection();
        ClusterSetup.AddMessages(services);
        return services.BuildServiceProvider();
    }
}
