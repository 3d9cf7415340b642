using System.Text.Json.Serialization;
using Grid.Domain.Text;

namespace Grid.Domain.Counting;

/// <summary>In which block of the statistics a registration stands (§5.2). Only <see cref="Urban"/> is the stock of 79/2020 (十); the others are shown beside it.</summary>
[JsonConverter(typeof(StrictEnumConverter<CountBlock>))]
public enum CountBlock
{
    /// <summary>城镇登记失业人员: inside the definition.</summary>
    Urban = 1,

    /// <summary>乡村办理登记: ordinary, but registered at a rural office.</summary>
    Rural = 2,

    /// <summary>离校未就业高校毕业生, served by reference.</summary>
    ByReferenceGraduate = 3,

    /// <summary>领取失业补助金人员, served by reference.</summary>
    ByReferenceSubsidy = 4,

    /// <summary>领取生活补助的失业农民工, served by reference.</summary>
    ByReferenceMigrant = 5,

    /// <summary>港澳台居民, served by reference.</summary>
    ByReferenceHongKongMacaoTaiwan = 6,

    /// <summary>Ordinary and urban, but the document does not count until told otherwise (foreign permanent residents, §3.7).</summary>
    DocumentNotCounted = 7,
}
