using System.Text;
using Grid.Domain.Data;
using Grid.Domain.Platform;

namespace Grid.Domain.Tests.Platform;

/// <summary>A province's table with a mistake is not applied, and each mistake is named.</summary>
public sealed class PlatformFieldsTests
{
    private const string Good =
        """{"name":"aac003","zh":"姓名","en":"Name","form":"text","max":100,"own":{"application":"name"},"required":["application"]}""";

    [Fact]
    public void The_table_that_ships_is_read() => Assert.NotEmpty(PlatformFields.BuiltIn.Of("registration"));

    [Theory]
    [InlineData("\"required\":[\"application\"]", "\"required\":[\"exit\"]", "aac003.required")]
    [InlineData("\"application\":\"name\"", "\"holiday\":\"name\"", "aac003.own")]
    [InlineData("\"max\":100,", "", "aac003.max")]
    [InlineData("\"form\":\"text\"", "\"form\":\"code\"", "needs codes or values")]
    [InlineData("\"form\":\"text\"", "\"form\":\"code\",\"codes\":\"colours\"", "aac003.codes")]
    [InlineData("\"form\":\"text\"", "\"form\":\"poem\"", "form")]
    [InlineData("\"zh\":\"姓名\"", "\"zh\":\"姓名\",\"zhh\":\"x\"", "zhh")]
    [InlineData("\"max\":100", "\"max\":100,\"requiredWhen\":{\"field\":\"aac999\",\"value\":\"1\"}", "aac003.requiredWhen")]
    public void A_mistake_is_named(string old, string changed, string place)
    {
        Assert.NotEmpty(Read(Good).All);
        var mistake = Assert.Throws<DataFileException>(() => Read(Good.Replace(old, changed, StringComparison.Ordinal)));
        Assert.Contains(place, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_listed_once() => Assert.Throws<DataFileException>(() => Read(Good + "," + Good));

    private static PlatformFields Read(string fields) =>
        PlatformFields.Parse(
            new DataFile(
                "fields.json",
                Encoding.UTF8.GetBytes(
                    $$"""{"version":"1","source":"test","kinds":["application","exit"],"byHand":["link"],"fields":[{{fields}}]}"""
                )
            )
        );
}
