using System.Reflection;
using System.Text.Json.Serialization;
using Grid.Domain.Persons;
using Grid.Grains.Interfaces.Persons;

namespace Grid.Grains.Tests.Persons;

/// <summary>Each command has its own method, whose name operators read in the dashboard.</summary>
public sealed class PersonCommandsTests
{
    /// <summary>Given by a record to itself or to another one, over <c>IPersonLinks</c>, or by the reminder.</summary>
    private static readonly string[] Inner = ["ConfirmMove", "RedirectMove", "Tick"];

    [Fact]
    public void Every_command_has_a_method_of_its_name()
    {
        var commands = typeof(PersonCommand)
            .GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Select(derived => derived.DerivedType)
            .Where(type => !Inner.Contains(type.Name))
            .ToList();
        Assert.True(commands.Count > 35);
        Assert.All(commands, command =>
            Assert.Equal(
                [typeof(CommandRequest<>).MakeGenericType(command)],
                typeof(IPersonGrain).GetMethod(command.Name)?.GetParameters().Select(parameter => parameter.ParameterType)
            )
        );
        Assert.Equal(commands.Count + 4, typeof(IPersonGrain).GetMethods().Length); // CatchUp, CheckHistory, CheckImport and Read are none.
    }
}
