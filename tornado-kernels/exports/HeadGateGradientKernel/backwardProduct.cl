__kernel void backwardProduct(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *gates, __global uchar *dy, __global uchar *sizes, __global uchar *dx)
{
  bool b_18;
  float f_52, f_62, f_75, f_76;
  int i_5, i_7, i_9, i_11, i_13, i_14, i_15, i_16, i_17, i_20, i_22, i_24;
  int i_26, i_28, i_30, i_32, i_34, i_36, i_38, i_39, i_40, i_41, i_42, i_43;
  int i_44, i_45, i_46, i_47, i_53, i_54, i_55, i_56, i_57, i_58, i_59, i_60;
  int i_61, i_63, i_64, i_65, i_66, i_67, i_68, i_69, i_70, i_77, i_78, i_83;
  long l_48, l_49, l_50, l_71, l_72, l_73, l_79, l_80, l_81;
  ulong ul_0, ul_1, ul_2, ul_3, ul_4, ul_6, ul_8, ul_10, ul_12, ul_19, ul_21, ul_23;
  ulong ul_25, ul_27, ul_29, ul_31, ul_33, ul_35, ul_37, ul_51, ul_74, ul_82;

  // BLOCK 0
  ul_0  =  (ulong) gates;
  ul_1  =  (ulong) dy;
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
  ul_12  =  ul_2 + 16L;
  i_13  =  *((__global int *) ul_12);
  i_14  =  get_global_id(0);
  i_15  =  i_5 * i_13;
  i_16  =  i_15 * i_7;
  i_17  =  i_16 * i_11;
  b_18  =  i_14 < i_17;
  if(b_18)
  {
    // BLOCK 1
    ul_19  =  ul_2 + 68L;
    i_20  =  *((__global int *) ul_19);
    ul_21  =  ul_2 + 72L;
    i_22  =  *((__global int *) ul_21);
    ul_23  =  ul_2 + 76L;
    i_24  =  *((__global int *) ul_23);
    ul_25  =  ul_2 + 80L;
    i_26  =  *((__global int *) ul_25);
    ul_27  =  ul_2 + 84L;
    i_28  =  *((__global int *) ul_27);
    ul_29  =  ul_2 + 88L;
    i_30  =  *((__global int *) ul_29);
    ul_31  =  ul_2 + 92L;
    i_32  =  *((__global int *) ul_31);
    ul_33  =  ul_2 + 96L;
    i_34  =  *((__global int *) ul_33);
    ul_35  =  ul_2 + 100L;
    i_36  =  *((__global int *) ul_35);
    ul_37  =  ul_2 + 104L;
    i_38  =  *((__global int *) ul_37);
    i_39  =  i_14 / i_11;
    i_40  =  i_39 / i_7;
    i_41  =  i_40 / i_5;
    i_42  =  i_41 * i_7;
    i_43  =  i_39 % i_7;
    i_44  =  i_42 + i_43;
    i_45  =  i_44 * i_5;
    i_46  =  i_40 % i_5;
    i_47  =  i_45 + i_46;
    l_48  =  (long) i_47;
    l_49  =  l_48 + 4L;
    l_50  =  l_49 << 2;
    ul_51  =  ul_0 + l_50;
    f_52  =  *((__global float *) ul_51);
    i_53  =  i_32 * i_41;
    i_54  =  i_53 + i_30;
    i_55  =  i_34 * i_46;
    i_56  =  i_54 + i_55;
    i_57  =  i_36 * i_43;
    i_58  =  i_56 + i_57;
    i_59  =  i_14 % i_11;
    // BLOCK 2 MERGES [1 6 ]
    i_60  =  i_59;
    for(;i_60 < i_9;)
    {
      // BLOCK 3
      i_61  =  isequal(f_52, 0.0F);
      if(i_61 == 1)
      {
        // BLOCK 4
        f_62  =  0.0F;
      }  // B3
      else
      {
        // BLOCK 5
        i_63  =  i_28 * i_60;
        i_64  =  i_22 * i_41;
        i_65  =  i_64 + i_20;
        i_66  =  i_24 * i_46;
        i_67  =  i_65 + i_66;
        i_68  =  i_26 * i_43;
        i_69  =  i_67 + i_68;
        i_70  =  i_63 + i_69;
        l_71  =  (long) i_70;
        l_72  =  l_71 + 4L;
        l_73  =  l_72 << 2;
        ul_74  =  ul_1 + l_73;
        f_75  =  *((__global float *) ul_74);
        f_76  =  f_75 * f_52;
        f_62  =  f_76;
      }  // B3
      // BLOCK 6 MERGES [4 5 ]
      i_77  =  i_38 * i_60;
      i_78  =  i_77 + i_58;
      l_79  =  (long) i_78;
      l_80  =  l_79 + 4L;
      l_81  =  l_80 << 2;
      ul_82  =  ul_3 + l_81;
      *((__global float *) ul_82)  =  f_62;
      i_83  =  i_60 + i_11;
      i_60  =  i_83;
    }  // B2
    // BLOCK 7
  }  // B0
  else
  {
    // BLOCK 8
  }  // B0
  // BLOCK 9 MERGES [8 7 ]
  return;
}  //  kernel
