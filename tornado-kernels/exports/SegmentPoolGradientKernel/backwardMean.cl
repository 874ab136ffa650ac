__kernel void backwardMean(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *dy, __global uchar *lengths, __global uchar *sizes, __global uchar *dx)
{
  bool b_20, b_25, b_38, b_44, b_46, b_54;
  float f_84, f_86, f_87, f_88;
  int i_5, i_7, i_9, i_11, i_13, i_15, i_16, i_17, i_18, i_19, i_21, i_22;
  int i_31, i_32, i_33, i_34, i_35, i_36, i_37, i_43, i_45, i_50, i_51, i_52;
  int i_53, i_58, i_59, i_60, i_61, i_63, i_65, i_67, i_69, i_71, i_72, i_73;
  int i_74, i_75, i_76, i_77, i_78, i_79, i_85, i_90, i_92, i_94, i_96, i_98;
  int i_99, i_100, i_101, i_102, i_103, i_104, i_105, i_106;
  long l_23, l_24, l_26, l_27, l_28, l_29, l_30, l_39, l_40, l_41, l_47, l_48;
  long l_49, l_55, l_56, l_57, l_80, l_81, l_82, l_107, l_108, l_109;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_14, ul_42, ul_62;
  ulong ul_64, ul_66, ul_68, ul_70, ul_83, ul_89, ul_91, ul_93, ul_95, ul_97, ul_110;

  // BLOCK 0
  ul_0  =  (ulong) dy;
  ul_1  =  (ulong) lengths;
  ul_2  =  (ulong) sizes;
  ul_3  =  (ulong) dx;
  ul_4  =  ul_2 + 20L;
  i_5  =  *((__global int *) ul_4);
  ul_6  =  ul_2 + 24L;
  i_7  =  *((__global int *) ul_6);
  ul_8  =  ul_2 + 28L;
  i_9  =  *((__global int *) ul_8);
  ul_10  =  ul_2 + 32L;
  i_11  =  *((__global int *) ul_10);
  ul_12  =  ul_2 + 36L;
  i_13  =  *((__global int *) ul_12);
  ul_14  =  ul_2 + 16L;
  i_15  =  *((__global int *) ul_14);
  i_16  =  get_global_id(0);
  i_17  =  i_5 * i_15;
  i_18  =  i_17 * i_7;
  i_19  =  i_18 * i_11;
  b_20  =  i_16 < i_19;
  if(b_20)
  {
    // BLOCK 1
    i_21  =  i_16 / i_11;
    i_22  =  i_21 % i_7;
    l_23  =  (long) i_9;
    l_24  =  (long) i_7;
    b_25  =  i_13 == 0;
    if(b_25)
    {
      // BLOCK 2
      l_26  =  (long) i_22;
      l_27  =  l_26 + 1L;
      l_28  =  l_27 * l_23;
      l_29  =  l_28 + -1L;
      l_30  =  l_29 / l_24;
      i_31  =  (int) l_30;
      i_32  =  i_31;
    }  // B1
    else
    {
      // BLOCK 3
      i_33  =  i_22 / i_13;
      i_32  =  i_33;
    }  // B1
    // BLOCK 4 MERGES [2 3 ]
    i_34  =  i_21 / i_7;
    i_35  =  i_34 % i_5;
    i_36  =  i_16 % i_11;
    i_37  =  i_34 / i_5;
    b_38  =  i_32 < i_9;
    if(b_38)
    {
      // BLOCK 5
      l_39  =  (long) i_37;
      l_40  =  l_39 + 4L;
      l_41  =  l_40 << 2;
      ul_42  =  ul_1 + l_41;
      i_43  =  *((__global int *) ul_42);
      b_44  =  i_22 < i_43;
      if(b_44)
      {
        // BLOCK 6
        i_45  =  i_32 + 1;
        b_46  =  i_13 == 0;
        if(b_46)
        {
          // BLOCK 7
          l_47  =  (long) i_45;
          l_48  =  l_47 * l_24;
          l_49  =  l_48 / l_23;
          i_50  =  (int) l_49;
          i_51  =  i_50;
        }  // B6
        else
        {
          // BLOCK 8
          i_52  =  i_45 * i_13;
          i_53  =  min(i_52, i_7);
          i_51  =  i_53;
        }  // B6
        // BLOCK 9 MERGES [7 8 ]
        b_54  =  i_13 == 0;
        if(b_54)
        {
          // BLOCK 10
          l_55  =  (long) i_32;
          l_56  =  l_55 * l_24;
          l_57  =  l_56 / l_23;
          i_58  =  (int) l_57;
          i_59  =  i_58;
        }  // B9
        else
        {
          // BLOCK 11
          i_60  =  i_32 * i_13;
          i_61  =  min(i_60, i_7);
          i_59  =  i_61;
        }  // B9
        // BLOCK 12 MERGES [10 11 ]
        ul_62  =  ul_2 + 80L;
        i_63  =  *((__global int *) ul_62);
        ul_64  =  ul_2 + 84L;
        i_65  =  *((__global int *) ul_64);
        ul_66  =  ul_2 + 88L;
        i_67  =  *((__global int *) ul_66);
        ul_68  =  ul_2 + 92L;
        i_69  =  *((__global int *) ul_68);
        ul_70  =  ul_2 + 96L;
        i_71  =  *((__global int *) ul_70);
        i_72  =  i_65 * i_37;
        i_73  =  i_72 + i_63;
        i_74  =  i_35 * i_67;
        i_75  =  i_73 + i_74;
        i_76  =  i_69 * i_32;
        i_77  =  i_75 + i_76;
        i_78  =  i_36 * i_71;
        i_79  =  i_77 + i_78;
        l_80  =  (long) i_79;
        l_81  =  l_80 + 4L;
        l_82  =  l_81 << 2;
        ul_83  =  ul_0 + l_82;
        f_84  =  *((__global float *) ul_83);
        i_85  =  i_51 - i_59;
        f_86  =  (float) i_85;
        f_87  =  f_84 / f_86;
        f_88  =  f_87;
      }  // B5
      else
      {
        // BLOCK 13
        f_88  =  0.0F;
      }  // B5
    }  // B4
    else
    {
      // BLOCK 14
      f_88  =  0.0F;
    }  // B4
    // BLOCK 15 MERGES [14 13 12 ]
    ul_89  =  ul_2 + 100L;
    i_90  =  *((__global int *) ul_89);
    ul_91  =  ul_2 + 104L;
    i_92  =  *((__global int *) ul_91);
    ul_93  =  ul_2 + 108L;
    i_94  =  *((__global int *) ul_93);
    ul_95  =  ul_2 + 112L;
    i_96  =  *((__global int *) ul_95);
    ul_97  =  ul_2 + 116L;
    i_98  =  *((__global int *) ul_97);
    i_99  =  i_92 * i_37;
    i_100  =  i_99 + i_90;
    i_101  =  i_94 * i_35;
    i_102  =  i_100 + i_101;
    i_103  =  i_96 * i_22;
    i_104  =  i_102 + i_103;
    i_105  =  i_98 * i_36;
    i_106  =  i_104 + i_105;
    l_107  =  (long) i_106;
    l_108  =  l_107 + 4L;
    l_109  =  l_108 << 2;
    ul_110  =  ul_3 + l_109;
    *((__global float *) ul_110)  =  f_88;
  }  // B0
  else
  {
    // BLOCK 16
  }  // B0
  // BLOCK 17 MERGES [16 15 ]
  return;
}  //  kernel
